#include "deploy/sandbox/agreement_texts.hpp"

#include <array>

namespace sandbox {

namespace {

constexpr std::string_view service_zh = R"(电子认证服务协议（样本）

一、定义
本协议由订户与样例电子认证服务机构（以下简称“本机构”）订立。订户是申请并使用单位数字证书的法人或者其他组织。

二、订户的权利和义务
1. 订户应当提供真实、完整、准确的申请资料；资料发生变更的，应当在十个工作日内办理变更。
2. 订户应当妥善保管 UKEY 及其 PIN 码。PIN 码由订户自行设定，本机构不知悉、不保存、不能代为找回。
3. 知悉私钥已经或者可能失密时，订户应当立即终止使用，并通知本机构办理补办或者吊销。
4. 使用证书所作的电子签名，依照《中华人民共和国电子签名法》与手写签名或者盖章具有同等的法律效力。

三、本机构的权利和义务
1. 本机构对申请人的身份和申请资料进行查验，自收到完整资料之日起一个工作日内完成审核。
2. 审核没有通过、证书没有签发成功的，本机构原路退还已支付的费用。
3. 本机构在证书有效期内提供证书状态查询，并依照电子认证业务规则保存与认证相关的信息，保存期限至少为证书失效后五年。

四、证书的有效期与更新
证书的有效期以订单所选的期限为准。有效期届满前九十日内，订户可以办理更新。

五、责任
因订户提供虚假资料、保管不善造成的损失由订户承担；因本机构过错造成的损失由本机构依法赔偿。

六、争议
因本协议产生的争议，双方协商解决；协商不成的，向本机构所在地人民法院提起诉讼。)";

constexpr std::string_view service_en = R"(Certification Service Agreement (sample)

1. Definitions
This agreement is made between the subscriber and the sample certification authority (the CA). The subscriber is a legal person or other organisation that applies for and uses an organisation certificate.

2. The subscriber
a) provides true, complete and accurate data and reports changes within ten working days;
b) keeps the UKEY and its PIN safe; the PIN is set by the subscriber, and the CA neither knows nor stores nor can recover it;
c) stops using the key and tells the CA at once when it is or may be compromised;
d) accepts that a signature made with the certificate has the legal effect of a handwritten signature or a seal under the Electronic Signature Law.

3. The CA
a) examines the applicant's identity and data and decides within one working day of receiving all of them;
b) returns the fee by the way it was paid when an application is refused or a certificate could not be issued;
c) offers status information during the certificate's validity and keeps records for at least five years after it ends.

4. Validity and renewal
The validity is the term chosen in the order. Renewal is possible from ninety days before its end.

5. Liability
The subscriber bears losses from false data or careless keeping; the CA compensates losses caused by its fault as the law provides.

6. Disputes
Disputes are settled by negotiation, failing which by the people's court at the seat of the CA.)";

constexpr std::string_view notice_zh = R"(数字证书使用须知（样本）

一、UKEY 是存放数字证书和私钥的介质。私钥在 UKEY 内产生，不会离开 UKEY。
二、领取时请自行设定六至八位的 PIN 码，不要使用生日、连续或者重复的数字。
三、PIN 码连续输错达到上限，UKEY 将被锁定，需要由法定代表人或者经办人核验身份后解锁。
四、UKEY 遗失或者损坏的，请尽快办理补办；原证书同时吊销。
五、使用完毕请及时拔出 UKEY，不要借给他人使用。
六、证书仅用于证书中载明的单位办理业务，不得用于其他用途。)";

constexpr std::string_view notice_en = R"(How to Use the Certificate (sample)

1. The UKEY holds your certificate and private key. The private key is generated inside the UKEY and never leaves it.
2. When you collect it, set a PIN of six to eight digits; avoid birthdays, sequences and repeated digits.
3. After too many wrong PINs the UKEY is locked; it is unlocked once the legal representative or the agent has been verified.
4. If the UKEY is lost or broken, apply for a replacement soon; the old certificate is revoked.
5. Take the UKEY out after use and do not lend it.
6. The certificate serves only the organisation named in it.)";

constexpr std::string_view privacy_zh = R"(个人信息处理告知（样本）

一、处理者：样例电子认证服务机构。联系方式见服务大厅公告。
二、处理目的：核验申请单位、法定代表人和经办人的身份，签发和管理数字证书，开具发票，寄送介质，履行法律规定的保存义务。
三、处理的信息：姓名、身份证件种类和号码、身份证件照片、手机号、电子邮箱、银行卡号（仅在您选择银行卡认证时）、收件地址。
四、处理方式：在本终端采集，加密后传送至本机构；本终端不在办理结束后留存您的信息。身份信息将提交给权威部门比对。
五、保存期限：至证书失效后五年；取消的订单所采集的信息即时删除。
六、您的权利：查阅、复制、更正、删除、撤回同意。撤回同意不影响撤回前已进行的处理。
七、敏感个人信息：身份证件号码和照片、银行卡号属于敏感个人信息，仅用于上述目的。人脸信息另行取得您的单独同意，您也可以选择不使用人脸的方式。)";

constexpr std::string_view privacy_en = R"(How We Handle Personal Information (sample)

1. Who: the sample certification authority; contact details are on the notice board of this hall.
2. Why: to verify the organisation, its legal representative and its agent, to issue and manage certificates, to issue invoices, to send the key, and to keep records as the law requires.
3. What: names, type, number and photos of identity documents, mobile numbers, e-mail, bank card number (only if you choose that way), delivery address.
4. How: collected on this terminal, encrypted and sent to the CA; nothing of yours stays on the terminal afterwards. Identity data are compared with the registers of the authorities.
5. How long: until five years after the certificate ends; what was captured for a cancelled order is deleted at once.
6. Your rights: to see, copy, correct and delete your information and to withdraw consent; what was done before stays lawful.
7. Sensitive information: document numbers and photos and bank card numbers are used for these purposes only. Your face is asked for separately, and a way without a face is offered.)";

constexpr std::string_view truth_zh = R"(证书申请真实性声明（样本）

本人代表申请单位声明：
一、本次申请出自申请单位的真实意愿，本人有权代表申请单位办理。
二、所填写的内容和上传的资料真实、完整、有效，与原件一致。
三、本人已核对证书信息、发票信息和邮寄信息，知悉签名后申请内容不能再修改。
四、如有虚假，申请单位和本人愿意承担相应的法律责任。

输入短信验证码并确认，即视为本人对本申请的电子签名。)";

constexpr std::string_view truth_en = R"(Declaration that the Application Is Genuine (sample)

On behalf of the applying organisation I declare:
1. The organisation wants this application, and I am entitled to make it.
2. What was filled in and uploaded is true, complete and valid and agrees with the originals.
3. I have checked the certificate, invoice and delivery data and know that they cannot be changed after signing.
4. The organisation and I answer for false statements as the law provides.

Entering the SMS code and confirming is my electronic signature under this application.)";

constexpr std::string_view face_zh = R"(人脸信息处理单独同意书（样本）

一、为核验您是法定代表人本人，需要采集您的面部影像，并与权威部门留存的照片比对。
二、摄像头只在您同意之后开启，核验结束立即关闭。影像加密后传送至本机构，本终端不留存。
三、人脸信息仅用于本次核验，核验记录依法保存，影像在核验完成后九十日内删除。
四、您可以不同意。不同意的，可以选择对公打款验证或者电子营业执照验证，办理结果不受影响。
五、您可以随时撤回同意；撤回前已完成的核验不受影响。)";

constexpr std::string_view face_en = R"(Separate Consent to Using Your Face (sample)

1. To verify that you are the legal representative, pictures of your face are taken and compared with the photo held by the authorities.
2. The camera runs only after you consent and stops when the verification ends. Pictures are sent encrypted and do not stay on this terminal.
3. They serve this verification only. The record is kept as the law requires; the pictures are deleted within ninety days.
4. You may refuse. Then use the bank transfer or the e-licence instead; the outcome is not affected.
5. You may withdraw consent at any time; verifications already completed remain valid.)";

constexpr std::array texts{
    AgreementText{"service", "2026-01", "entry", "电子认证服务协议",
                  "Certification Service Agreement", service_zh, service_en},
    AgreementText{"notice", "2025-07", "entry", "数字证书使用须知", "How to Use the Certificate",
                  notice_zh, notice_en},
    AgreementText{"privacy", "2026-02", "entry", "个人信息处理告知",
                  "How We Handle Personal Information", privacy_zh, privacy_en},
    AgreementText{"truth", "2026-01", "signature", "证书申请真实性声明",
                  "Declaration that the Application Is Genuine", truth_zh, truth_en},
    AgreementText{"face", "2026-01", "biometric", "人脸信息处理单独同意书",
                  "Separate Consent to Using Your Face", face_zh, face_en},
};

}  // namespace

std::span<const AgreementText> agreement_texts() { return texts; }

}  // namespace sandbox
