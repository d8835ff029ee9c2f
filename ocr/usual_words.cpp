#include "ocr/usual_words.hpp"

#include "ocr/agreement.hpp"
#include "ocr/mending.hpp"
#include "ocr/text.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>

namespace ocr {
namespace {

/// What blanks and line breaks part.
std::vector<std::u32string> words(std::u32string_view text) {
    std::vector<std::u32string> out(1);
    for (const char32_t c : text) {
        if (c != U' ' && c != U'\n')
            out.back().push_back(c);
        else if (!out.back().empty())
            out.emplace_back();
    }
    if (out.back().empty()) out.pop_back();
    return out;
}

/// Phrases of 经营范围 as the registers' own catalogue words them, and as older licences do.
const std::vector<std::u32string>& usual_phrases() {
    static const auto all = words(
        UR"(
技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广 技术服务 技术开发 技术咨询 技术交流 技术转让 技术推广 软件开发 软件销售 软件外包服务
信息系统集成服务 信息技术咨询服务 信息系统运行维护服务 计算机系统服务 计算机系统集成
计算机软硬件及辅助设备零售 计算机软硬件及辅助设备批发 数据处理服务 数据处理和存储支持服务
互联网数据服务 互联网信息服务 互联网销售（除销售需要许可的商品） 网络技术服务
网络与信息安全软件开发 人工智能应用软件开发 人工智能基础软件开发
人工智能公共服务平台技术咨询服务 大数据服务 物联网技术研发 物联网技术服务 物联网应用服务
云计算装备技术服务 集成电路设计 集成电路芯片设计及服务 数字内容制作服务（不含出版发行）
动漫游戏开发 企业管理 企业管理咨询 企业形象策划 企业总部管理 市场营销策划
市场调查（不含涉外调查） 社会经济咨询服务 信息咨询服务（不含许可类信息咨询服务）
教育咨询服务（不含涉许可审批的教育培训活动） 教育信息咨询（不含培训） 财务咨询 税务服务
会议及展览服务 礼仪服务 婚庆礼仪服务 组织文化艺术交流活动 文艺创作 图文设计制作 平面设计
专业设计服务 广告制作 广告发布 广告设计 广告设计、代理 广告设计、制作、代理、发布 摄影扩印服务
摄像及视频制作服务 办公服务 办公用品销售 办公用品零售 办公设备销售 办公设备耗材销售 文具用品零售
文具用品批发 体育用品及器材零售 体育用品及器材批发 日用百货销售 日用品销售 日用品批发
日用杂品销售 家居用品销售 家具销售 家用电器销售 家用电器零配件销售 五金产品零售 五金产品批发
五金产品制造 建筑材料销售 建筑装饰材料销售 建筑用钢筋产品销售 轻质建筑材料销售 金属材料销售
金属制品销售 金属结构销售 金属结构制造 门窗销售 水泥制品销售 橡胶制品销售 橡胶制品制造
塑料制品销售 塑料制品制造 化工产品销售（不含许可类化工产品） 化妆品零售 化妆品批发 机械设备销售
机械设备租赁 机械设备研发 机械零件、零部件销售 电气设备销售 电气设备修理 电子产品销售
电子元器件零售 电子元器件批发 电子专用设备销售 电线、电缆经营 仪器仪表销售 通讯设备销售
通信设备销售 移动终端设备销售 照明器具销售 工业自动控制系统装置制造 工业自动控制系统装置销售
环境保护专用设备销售 环境保护监测 环保咨询服务 新材料技术研发 新能源原动设备销售
太阳能发电技术服务 储能技术服务 节能管理服务 货物进出口 技术进出口 进出口代理 国内贸易代理
贸易经纪 食品销售 食品销售（仅销售预包装食品） 预包装食品销售 保健食品（预包装）销售
食品互联网销售（仅销售预包装食品） 食用农产品零售 食用农产品批发 食用农产品初加工 农副产品销售
新鲜蔬菜零售 新鲜蔬菜批发 新鲜水果零售 新鲜水果批发 水产品零售 水产品批发 鲜肉零售 鲜肉批发
鲜蛋零售 粮食收购 农作物种植 蔬菜种植 水果种植 花卉种植 牲畜饲养 家禽饲养 水产养殖 烟草制品零售
酒类经营 餐饮服务 餐饮管理 小餐饮 住宿服务 酒店管理 服装服饰零售 服装服饰批发 服装制造
服装、鞋帽、针纺织品批发 鞋帽零售 鞋帽批发 箱包销售 针纺织品销售 针纺织品及原料销售 珠宝首饰零售
工艺美术品及收藏品零售（象牙及其制品除外） 工艺美术品及礼仪用品销售（象牙及其制品除外）
第一类医疗器械销售 第二类医疗器械销售 第三类医疗器械经营 医疗器械（Ⅰ类、Ⅱ类）销售 药品零售
药品批发 健康咨询服务（不含诊疗服务） 养生保健服务（非医疗） 汽车销售 新能源汽车整车销售
汽车零配件零售 汽车零配件批发 汽车装饰用品销售 汽车租赁 小微型客车租赁经营服务 机动车修理和维护
机动车充电销售 洗车服务 二手车经纪 二手车经销 代驾服务 道路货物运输（不含危险货物）
道路货物运输（网络货运） 国内货物运输代理 国际货物运输代理 国内集装箱货物运输代理 装卸搬运
运输货物打包服务 供应链管理服务 仓储服务（危险化学品除外）
普通货物仓储服务（不含危险化学品等需许可审批的项目）
低温仓储（不含危险化学品等需许可审批的项目） 包装服务 包装材料及制品销售 建设工程施工
建设工程设计 工程管理服务 住宅室内装饰装修 室内外装饰装修工程 土石方工程施工 园林绿化工程施工
城市绿化管理 消防技术服务 安全技术防范系统设计施工服务 建筑劳务分包 劳务派遣服务
劳务服务（不含劳务派遣） 劳动保护用品销售 人力资源服务
人力资源服务（不含职业中介活动、劳务派遣服务） 职业中介活动 物业管理 家政服务
专业保洁、清洗、消毒服务 停车场服务 房地产经纪 房地产咨询 房地产开发经营 住房租赁
非居住房地产租赁 租赁服务（不含许可类租赁服务） 商务代理代办服务 商务秘书服务
市场主体登记注册代理 知识产权服务 知识产权服务（专利代理服务除外） 版权代理 科技中介服务
科普宣传服务 软件外包 呼叫中心 票务代理服务 旅行社服务网点旅游招徕、咨询服务 旅游业务
体育赛事策划 健身休闲活动 棋牌室服务 游艺娱乐活动 美容服务 理发服务 生活美容服务 足浴服务
宠物服务（不含动物诊疗） 宠物食品及用品零售 音像制品零售 出版物零售 出版物批发 玩具销售
玩具、动漫及游艺用品销售 乐器零售 母婴用品销售 眼镜销售（不含隐形眼镜） 钟表销售
再生资源回收（除生产性废旧金属） 再生资源销售 再生资源加工 废旧金属回收
石油制品销售（不含危险化学品） 煤炭及制品销售 木材销售 纸制品销售 印刷品装订服务 模具销售
模具制造 以自有资金从事投资活动 创业投资（限投资未上市企业） 股权投资 投资管理 资产管理
装饰材料、家具、灯具的批发、零售 水果、蔬菜、水产品、肉类的销售
)");
    return all;
}

bool parts_phrases(char32_t c) {
    return std::u32string_view(U"；;，,。：:").find(c) != std::u32string_view::npos;
}

bool is_usual(const std::u32string& phrase) {
    static const std::set<std::u32string> all(usual_phrases().begin(), usual_phrases().end());
    return all.contains(phrase);
}

/// Characters that differ, or more than there are where the lengths do.
std::size_t differences(const std::u32string& a, const std::vector<Symbol>& b) {
    if (a.size() != b.size()) return a.size() + 1;
    std::size_t out = 0;
    for (std::size_t i = 0; i < a.size() && out < 3; ++i)
        if (narrow(a[i]) != narrow(b[i].character)) ++out;
    return out;
}

/// A phrase that is none, but for one character the only one of that length: to be checked, unless
/// the reader was in no doubt at all.
std::vector<Symbol> but_for_one(std::vector<Symbol> read) {
    constexpr double no_doubt = 0.98;
    const std::u32string* only = nullptr;
    for (const auto& phrase : usual_phrases()) {
        const auto off = differences(phrase, read);
        if (off == 0 || (off == 1 && only)) return read;
        if (off == 1) only = &phrase;
    }
    if (!only) return read;
    for (std::size_t i = 0; i < read.size(); ++i)
        if (narrow((*only)[i]) != narrow(read[i].character) && read[i].confidence < no_doubt)
            read[i] = {(*only)[i], to_be_checked};
    return read;
}

/// Whether it is a usual phrase that lost a few characters.
bool lost_some(const std::vector<Symbol>& read) {
    constexpr std::size_t few = 3;
    const auto text = characters_of(read);
    if (is_usual(text)) return false;
    return std::ranges::any_of(usual_phrases(), [&](const std::u32string& phrase) {
        if (phrase.size() <= text.size() || phrase.size() > text.size() + few) return false;
        std::size_t found = 0;
        for (const char32_t c : phrase)
            if (found < text.size() && c == text[found]) ++found;
        return found == text.size();
    });
}

std::vector<Symbol> usual_phrase(const std::vector<Symbol>& read) {
    constexpr double sure = 0.85;
    constexpr double hardly = 0.2;  // gain for each character
    if (read.size() < 4) return read;
    if (least_of(read) <= sure) {
        if (const auto* known = best_fit(usual_phrases(), read, true))
            return mended(*known, read, true, as_good_as_read);
        if (const auto* known = best_fit(usual_phrases(), read, true, hardly))
            return mended(*known, read, true, to_be_checked);
    }
    auto out = but_for_one(read);
    if (lost_some(out))
        for (auto& symbol : out) symbol.confidence = std::min(symbol.confidence, to_be_checked);
    return out;
}

/// Whether the clause that ends most scopes begins here: （依法须… or （除依法须….
bool begins_clause(const std::vector<Symbol>& read, std::size_t at) {
    if (narrow(read[at].character) != U'(') return false;
    for (std::size_t i = at + 1; i < std::min(at + 4, read.size()); ++i)
        if (read[i].character == U'依') return true;
    return false;
}

/// Where the phrases end: at the clause, or with all of it.
std::size_t end_of_phrases(const std::vector<Symbol>& read) {
    std::size_t i = 0;
    while (i < read.size() && !begins_clause(read, i)) ++i;
    return i;
}

/// The two headings of scopes (一般项目：, 许可项目：), with their last character or sign misread.
std::vector<Symbol> with_headings(std::vector<Symbol> read) {
    for (std::size_t i = 0; i + 4 < read.size(); ++i) {
        const auto first = characters_of({read.begin() + static_cast<std::ptrdiff_t>(i),
                                          read.begin() + static_cast<std::ptrdiff_t>(i) + 3});
        const bool begins = i == 0 || parts_phrases(read[i - 1].character);
        if (!begins || (first != U"一般项" && first != U"许可项")) continue;
        if (is_hanzi(read[i + 4].character)) continue;
        if (read[i + 3].character != U'目') read[i + 3] = {U'目', as_good_as_read};
        read[i + 4].character = U'：';
    }
    return read;
}

/// The one kind of sign that parts the phrases of a scope.
char32_t usual_sign(const std::vector<Symbol>& read) {
    const auto count = [&](char32_t sign) {
        return std::ranges::count_if(
            read, [&](const Symbol& s) { return narrow(s.character) == narrow(sign); });
    };
    return count(U'，') > count(U'；') + count(U'：') ? U'，' : U'；';
}

/// The look-alikes of signs taken for the signs they must be.
std::vector<Symbol> with_usual_signs(std::vector<Symbol> read, char32_t sign) {
    for (auto& [character, confidence] : read) {
        if (character == U'·' || character == U'．' || narrow(character) == U':') character = sign;
        if (character == U'丶' || character == U'､') character = U'、';
    }
    return read;
}

/// What could not be read between two phrases is the sign that parts them.
std::vector<Symbol> with_unread_signs(std::vector<Symbol> read, char32_t sign) {
    std::vector<Symbol> before;
    for (std::size_t i = 0; i + 1 < read.size(); ++i)
        if (read[i].character == unread && parts_phrases(read[i + 1].character))
            read.erase(read.begin() + static_cast<std::ptrdiff_t>(i));
    for (auto& symbol : read) {
        if (symbol.character == unread && is_usual(characters_of(before))) symbol = {sign, 0.9};
        if (parts_phrases(symbol.character))
            before.clear();
        else
            before.push_back(symbol);
    }
    return read;
}

/// Whether a bracket opened shortly before closes shortly after: what it encloses is one phrase's.
bool stands_in_brackets(const std::vector<Symbol>& read, std::size_t at) {
    constexpr std::size_t near = 16;
    const auto is = [&](std::size_t i, char32_t bracket) {
        return narrow(read[i].character) == bracket;
    };
    std::size_t open = at;
    while (open > 0 && at - open < near && !is(open, U'(') && !is(open, U')')) --open;
    std::size_t close = at;
    while (close + 1 < read.size() && close - at < near && !is(close, U'(') && !is(close, U')'))
        ++close;
    return is(open, U'(') && is(close, U')');
}

std::u32string with_wide_brackets(std::u32string text) {
    std::ranges::replace(text, U'(', U'（');
    std::ranges::replace(text, U')', U'）');
    return text;
}

/// The sign between two phrases is easily lost behind brackets and at the end of a line.
std::vector<Symbol> with_lost_sign(const std::vector<Symbol>& read, char32_t sign) {
    const auto text = with_wide_brackets(characters_of(read));
    if (is_usual(text)) return read;
    for (std::size_t end = 4; end + 4 <= text.size(); ++end) {
        if (!is_usual(text.substr(0, end))) continue;
        if (text[end - 1] != U'）' && !is_usual(text.substr(end))) continue;
        auto out = read;
        out.insert(out.begin() + static_cast<std::ptrdiff_t>(end), {sign, 0.9});
        return out;
    }
    return read;
}

/// Neither reader knows Ⅰ and Ⅱ, the classes of 医疗器械, and is sure of 1 and I for them.
std::vector<Symbol> with_classes_doubted(std::vector<Symbol> read) {
    const auto stroke = [](char32_t c) {
        return std::u32string_view(U"1IlⅠⅡ|").find(c) != std::u32string_view::npos;
    };
    for (std::size_t i = 1; i < read.size(); ++i)
        if (read[i].character == U'类')
            for (std::size_t k = i; k > 0 && stroke(read[k - 1].character); --k)
                read[k - 1].confidence = 0.3;
    return read;
}

/// Of the signs between phrases those that stand within one (广告设计、代理) are 、.
std::vector<Symbol> with_enumerations(std::vector<Symbol> read) {
    constexpr std::size_t most = 6;  // parts
    std::vector<std::size_t> ends;   // of parts: places of the signs after them
    const std::size_t end = end_of_phrases(read);
    for (std::size_t i = 0; i < end; ++i)
        if (parts_phrases(read[i].character) || read[i].character == U'、') ends.push_back(i);
    ends.push_back(end);
    for (std::size_t first = 0; first + 1 < ends.size(); ++first) {
        const std::size_t start = first == 0 ? 0 : ends[first - 1] + 1;
        for (std::size_t last = std::min(first + most, ends.size()) - 1; last > first; --last) {
            std::u32string phrase;
            for (std::size_t i = start; i < ends[last]; ++i)
                phrase += std::ranges::count(ends, i) > 0 ? U'、' : read[i].character;
            if (!is_usual(phrase)) continue;
            for (std::size_t k = first; k < last; ++k) read[ends[k]].character = U'、';
            break;
        }
    }
    return read;
}

}  // namespace

const std::vector<std::u32string>& usual_types() {
    static const auto all = words(
        UR"(
有限责任公司 有限责任公司(自然人投资或控股) 有限责任公司(自然人独资) 有限责任公司(法人独资)
有限责任公司(国有独资) 有限责任公司(国有控股) 有限责任公司(外商投资、非独资)
有限责任公司(外商合资) 有限责任公司(外国法人独资) 有限责任公司(外国自然人独资)
有限责任公司(外商投资企业法人独资) 有限责任公司(外商投资企业与内资合资) 有限责任公司(中外合资)
有限责任公司(中外合作) 有限责任公司(台港澳法人独资) 有限责任公司(台港澳自然人独资)
有限责任公司(台港澳合资) 有限责任公司(台港澳与境内合资) 有限责任公司(港澳台法人独资)
有限责任公司(港澳台自然人独资) 有限责任公司(港澳台投资、非独资)
有限责任公司(自然人投资或控股的法人独资) 有限责任公司(非自然人投资或控股的法人独资)
有限责任公司分公司 有限责任公司分公司(自然人投资或控股) 有限责任公司分公司(自然人独资)
有限责任公司分公司(法人独资) 有限责任公司分公司(国有独资) 有限责任公司分公司(国有控股)
其他有限责任公司 其他有限责任公司分公司 一人有限责任公司 股份有限公司 股份有限公司(上市)
股份有限公司(非上市) 股份有限公司(上市、自然人投资或控股) 股份有限公司(非上市、自然人投资或控股)
股份有限公司(上市、国有控股) 股份有限公司(非上市、国有控股) 股份有限公司(上市、外商投资企业投资)
股份有限公司(非上市、外商投资企业投资) 股份有限公司(中外合资、上市)
股份有限公司(中外合资、未上市) 股份有限公司(台港澳与境内合资、上市)
股份有限公司(台港澳与境内合资、未上市) 股份有限公司分公司
股份有限公司分公司(上市、自然人投资或控股) 股份有限公司分公司(非上市、自然人投资或控股)
其他股份有限公司(上市) 其他股份有限公司(非上市) 其他股份有限公司分公司(上市)
其他股份有限公司分公司(非上市) 全民所有制 全民所有制分支机构 集体所有制 集体所有制(股份合作)
股份合作制 联营 个人独资企业 个人独资企业分支机构 普通合伙企业 有限合伙企业 特殊普通合伙企业
外商投资有限合伙企业 外商投资普通合伙企业 合伙企业分支机构 普通合伙企业分支机构
有限合伙企业分支机构 个体工商户 农民专业合作社 农民专业合作社联合社 农民专业合作社分支机构
外国(地区)企业常驻代表机构 国有事业单位营业 内资企业法人 内资非法人企业
)");
    return all;
}

std::vector<Symbol> with_usual_phrases(const std::vector<Symbol>& given) {
    const char32_t sign = usual_sign(given);
    auto read = with_usual_signs(with_classes_doubted(given), sign);
    read = with_headings(with_unread_signs(with_enumerations(std::move(read)), sign));
    std::vector<Symbol> out;
    std::vector<Symbol> phrase;
    const auto end_phrase = [&] {
        std::ranges::copy(with_lost_sign(usual_phrase(phrase), sign), std::back_inserter(out));
        phrase.clear();
    };
    const std::size_t end = end_of_phrases(read);
    for (std::size_t i = 0; i < end; ++i) {
        if (!parts_phrases(read[i].character) || stands_in_brackets(read, i)) {
            phrase.push_back(read[i]);
            continue;
        }
        end_phrase();
        out.push_back(read[i]);
    }
    end_phrase();
    out.insert(out.end(), read.begin() + static_cast<std::ptrdiff_t>(end), read.end());
    return with_enumerations(std::move(out));  // among the signs it mended
}

}  // namespace ocr
