#pragma once

#include "kiosk/flow/draft.hpp"
#include "kiosk/flow/events.hpp"

namespace kiosk::flow {

/// ① 企业认证: the form (R8, R11, R13), saving and the duplicate order (R15, R16), the check
/// against the register (R14) and the three methods (R7, R12).
struct Organisation {
    /// How documents get in: under the camera, or all by hand.
    struct ChoosingInput {};
    /// `faults`: catalogue keys by field, shown at the field. `part` 0 organisation, 1 legal
    /// representative.
    struct Form {
        int part = 0;
        std::map<FieldId, std::string> faults;
        bool applicant_missing = false;
    };
    /// `rereading`: somebody else changed the order; it is read once and saved anew.
    struct Saving {
        Asked asked;
        int part = 0;
        bool rereading = false;
    };
    /// An unfinished order exists (R16): 继续办理, 取消并重新办理, 返回.
    struct Duplicate {
        std::string masked_mobile;
    };
    struct Checking {
        Asked asked;
    };
    /// Refuted (R14): 返回修改, other method, 保存并离开. `items` are field names.
    struct Refuted {
        std::vector<std::string> items;
        Words message;
    };
    struct ChoosingFaceWay {};
    struct SendingLink {
        Asked asked;
    };
    /// The terminal waits for the LR's phone; moves on by itself (R12).
    struct WaitingForFace {
        FaceSession session;
        Asked watch;
        Time resend_at{};
        Time expires_at{};
        bool correcting = false;
        std::optional<Asked> resending;
        std::string fault;          ///< A catalogue key.
        std::string mobile_before;  ///< Comes back when the correction is given up.
    };
    struct FaceEnded {
        FaceSession session;
    };  ///< Failed or expired: again, or another way.
    struct Transfer {
        OrganisationCheck check;
        std::optional<Asked> asked;
        std::optional<Problem> problem;
    };
    struct ELicence {
        OrganisationCheck check;
        Asked watch;
    };
    struct Unavailable {
        Problem problem;
    };  ///< 重试 goes back to the form and tries again.
    using State =
        std::variant<ChoosingInput, Form, Saving, Duplicate, Checking, Refuted, ChoosingFaceWay,
                     SendingLink, WaitingForFace, FaceEnded, Transfer, ELicence, Unavailable>;

    struct CaptureWanted {};  ///< 用摄像台识别.
    struct TypingWanted {};   ///< 手工填写.
    struct ApplicantChosen {
        bool lr_in_person;
    };
    struct IdTypeChosen {
        std::string type;
    };
    struct ContinueOld {};  ///< 继续办理.
    struct CancelOld {};    ///< 取消并重新办理.
    struct SmsWayChosen {};
    struct OnSiteWayChosen {};  ///< 法定代表人现场验证: from the choice, or instead of the link.
    struct OtherMethodWanted {
        Method method;
    };
    struct MobileCorrecting {};  ///< Opens, or cancels, the correction of the LR's mobile.
    using Event = std::variant<OrderReplied, OrganisationChecked, FaceReplied, Failed, Ticked,
                               Edited, Next, Back, Retried, Dismissed, CodeResent, CaptureWanted,
                               TypingWanted, ApplicantChosen, IdTypeChosen, ContinueOld, CancelOld,
                               SmsWayChosen, OnSiteWayChosen, OtherMethodWanted, MobileCorrecting>;

    enum class Outcome { verified, face_on_site, capture, continue_old, cancel_old, left };

    static Stepped<State, Outcome> begin(Draft& draft);
    /// The form again, as after capture.
    static Stepped<State, Outcome> form(Draft& draft);
    /// Continues an order at what it waits for (R15): form, face, transfer or e-licence.
    static Stepped<State, Outcome> resume(Draft& draft);
    /// After the face pages: the choice of 刷脸验证方式, the link by SMS, or another method.
    static Stepped<State, Outcome> face_ways();
    static Stepped<State, Outcome> by_link(Draft& draft);
    static Stepped<State, Outcome> by_method(Method method, Draft& draft);
    static Stepped<State, Outcome> next(const State& state, const Event& event, Draft& draft);
    /// The fields asked on part 0 or 1, in order.
    static std::vector<FieldId> fields(int part, const Draft& draft);
    /// The channel's other methods, for a customer who cannot go on with this one.
    static std::vector<Method> others(const Draft& draft);
};

}  // namespace kiosk::flow
