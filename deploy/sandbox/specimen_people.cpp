#include "deploy/sandbox/specimen_people.hpp"

#include <array>
#include <cstdio>
#include <string_view>
#include <vector>

namespace sandbox {
namespace {

using std::string;
using std::string_view;

struct Region {
    string_view code, province, city, district;
};

constexpr std::array<Region, 44> regions{{{"110105", "", "北京市", "朝阳区"},
                                          {"120103", "", "天津市", "河西区"},
                                          {"130104", "河北省", "石家庄市", "桥西区"},
                                          {"130203", "河北省", "唐山市", "路北区"},
                                          {"140311", "山西省", "阳泉市", "郊区"},
                                          {"150102", "内蒙古自治区", "呼和浩特市", "新城区"},
                                          {"150722", "内蒙古自治区", "", "莫力达瓦达斡尔族自治旗"},
                                          {"210203", "辽宁省", "大连市", "西岗区"},
                                          {"220122", "吉林省", "", "农安县"},
                                          {"222403", "吉林省", "", "敦化市"},
                                          {"230103", "黑龙江省", "哈尔滨市", "南岗区"},
                                          {"310110", "", "上海市", "杨浦区"},
                                          {"320508", "江苏省", "苏州市", "姑苏区"},
                                          {"320282", "江苏省", "", "宜兴市"},
                                          {"330203", "浙江省", "宁波市", "海曙区"},
                                          {"330522", "浙江省", "", "长兴县"},
                                          {"340203", "安徽省", "芜湖市", "弋江区"},
                                          {"341221", "安徽省", "", "临泉县"},
                                          {"350203", "福建省", "厦门市", "思明区"},
                                          {"350429", "福建省", "", "泰宁县"},
                                          {"360103", "江西省", "南昌市", "西湖区"},
                                          {"361128", "江西省", "", "鄱阳县"},
                                          {"370203", "山东省", "青岛市", "市北区"},
                                          {"371122", "山东省", "", "莒县"},
                                          {"410303", "河南省", "洛阳市", "西工区"},
                                          {"411424", "河南省", "", "柘城县"},
                                          {"420503", "湖北省", "宜昌市", "伍家岗区"},
                                          {"421121", "湖北省", "", "团风县"},
                                          {"430203", "湖南省", "株洲市", "芦淞区"},
                                          {"431124", "湖南省", "", "道县"},
                                          {"440305", "广东省", "深圳市", "南山区"},
                                          {"441223", "广东省", "", "广宁县"},
                                          {"450203", "广西壮族自治区", "柳州市", "鱼峰区"},
                                          {"451026", "广西壮族自治区", "", "那坡县"},
                                          {"460105", "海南省", "海口市", "秀英区"},
                                          {"500106", "", "重庆市", "沙坪坝区"},
                                          {"510107", "四川省", "成都市", "武侯区"},
                                          {"513324", "四川省", "", "九龙县"},
                                          {"520303", "贵州省", "遵义市", "汇川区"},
                                          {"530112", "云南省", "昆明市", "西山区"},
                                          {"540102", "西藏自治区", "拉萨市", "城关区"},
                                          {"610113", "陕西省", "西安市", "雁塔区"},
                                          {"630104", "青海省", "西宁市", "城西区"},
                                          {"650104", "新疆维吾尔自治区", "乌鲁木齐市", "新市区"}}};

constexpr std::array<string_view, 78> surnames{
    "王",   "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙",   "胡",
    "朱",   "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩",   "唐",
    "冯",   "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾",   "彭",
    "吕",   "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎", "余",   "潘",
    "杜",   "戴", "夏", "钟", "汪", "田", "任", "姜", "范", "方", "石", "欧阳", "司马",
    "诸葛", "郗", "鄢", "亓", "麴", "昝", "邬", "靳", "蔺", "缪", "瞿", "冼",   "扈"};
constexpr string_view given =
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华慧巧美婷雅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉"
    "琼勤珍"
    "贞莉叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗琰韵融"
    "园艺咏"
    "卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思建国文辉力健"
    "永兴志斌"
    "鑫淼森垚焱犇昊煜炜烨翊翀昕昱晟旻晖睿哲浩然子轩梓涵宇航泽楷峻熙彦霖玮珺玥琨瑄璟祺祎禹臻骏骞鹏鸿"
    "麒璇琮璠珩旸炘镕赟颀翊翙翯翮昉彧懿灏滢泓沄淏湜濛芃芊苡茜菡蕙谡诩骐骥鲲鹍龢峤嶷嵘巍栩楠榕枨棣珮"
    "琚璟瓒晞曈昶炅焓燊"
    "熠煦赜祎禔祚筱绾缦甯宸寰忻恺惇慜戬攸斐";
constexpr std::array<string_view, 28> peoples{
    "汉",   "汉", "汉",     "汉", "汉",   "汉",   "汉",     "汉",    "蒙古", "回",
    "藏",   "苗", "彝",     "壮", "布依", "朝鲜", "满",     "侗",    "瑶",   "白",
    "土家", "傣", "维吾尔", "畲", "仫佬", "仡佬", "哈萨克", "鄂温克"};
constexpr std::array<string_view, 26> streets{
    "解放路",   "人民东路", "建设大街", "和平里",   "中山北路", "长征西街", "新华巷",
    "延安中路", "滨河大道", "学府路",   "文昌阁街", "龙泉路",   "桃园南路", "迎宾大道",
    "石桥街",   "翠竹弄",   "兴隆胡同", "江滨路",   "凤凰大街", "太白南路", "黄河路",
    "芙蓉中路", "朝天门街", "梅岭巷",   "望江西路", "金鹏路"};
constexpr std::array<string_view, 14> villages{
    "双河村", "石桥村",   "柳林村",   "上湾村", "东风村",   "大庙村", "沙田村",
    "太平村", "枫树湾村", "贺家坪村", "杏花村", "三岔口村", "鹿寨村", "梨园村"};
constexpr std::array<string_view, 10> towns{"城关镇", "清河乡", "白马镇", "龙潭镇",   "永安乡",
                                            "茶陵镇", "大田镇", "磨盘乡", "青山街道", "临江镇"};
constexpr std::array<string_view, 10> estates{"阳光花园", "碧桂名苑", "锦绣新城", "翡翠湾",
                                              "万和家园", "学林雅居", "东方国际", "滨江一号",
                                              "书香门第", "康乐小区"};
constexpr string_view brand =
    "华信达恒泰宏盛祥瑞丰源兴旺鼎诚博远东方中天金银海龙凤鹏飞腾翔云景蓝绿科锐智汇众联合创新世纪嘉禾"
    "正大同德立本"
    "顺昌隆裕通利美佳康健永久长乐安宁富强民生卓越优品晨曦星辰宇宙洪荒";
constexpr std::array<string_view, 26> trades{
    "网络科技", "信息技术", "电子商务", "建筑工程", "物业管理",    "餐饮管理",   "文化传播",
    "广告传媒", "机械设备", "化工",     "纺织品",   "服饰",        "食品",       "农业开发",
    "医疗器械", "生物科技", "新能源",   "环保科技", "国际贸易",    "供应链管理", "物流",
    "人力资源", "教育咨询", "装饰工程", "汽车服务", "知识产权代理"};
constexpr std::array<string_view, 40> activities{
    "技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广",
    "计算机系统服务",
    "软件销售",
    "网络与信息安全软件开发",
    "信息技术咨询服务",
    "企业管理咨询",
    "社会经济咨询服务",
    "广告发布",
    "广告设计、代理",
    "会议及展览服务",
    "办公设备耗材销售",
    "日用百货销售",
    "五金产品批发",
    "建筑材料销售",
    "家用电器销售",
    "机械设备租赁",
    "货物进出口",
    "食品销售（仅销售预包装食品）",
    "服装服饰零售",
    "工艺美术品及收藏品零售（象牙及其制品除外）",
    "第二类医疗器械销售",
    "汽车零配件零售",
    "国内货物运输代理",
    "普通货物仓储服务（不含危险化学品等需许可审批的项目）",
    "住宅室内装饰装修",
    "园林绿化工程施工",
    "物业管理",
    "家政服务",
    "餐饮管理",
    "商务代理代办服务",
    "人力资源服务（不含职业中介活动、劳务派遣服务）",
    "新鲜蔬菜零售",
    "水产品批发",
    "农副产品销售",
    "橡胶制品销售",
    "化工产品销售（不含许可类化工产品）",
    "电线、电缆经营",
    "工业自动控制系统装置销售",
    "人工智能基础软件开发",
    "数据处理和存储支持服务"};
constexpr std::array<string_view, 9> company_types{"有限责任公司(自然人投资或控股)",
                                                   "有限责任公司(自然人独资)",
                                                   "有限责任公司(法人独资)",
                                                   "其他有限责任公司",
                                                   "有限责任公司(外商投资企业法人独资)",
                                                   "股份有限公司(非上市、自然人投资或控股)",
                                                   "有限责任公司(国有独资)",
                                                   "有限责任公司",
                                                   "其他股份有限公司(非上市)"};
constexpr std::array<string_view, 10> amounts{
    "壹佰万元整",       "叁拾万元整",         "伍佰万元整", "壹仟万元整",   "贰仟零捌拾万元整",
    "陆佰陆拾捌万元整", "叁仟柒佰伍拾万元整", "壹亿元整",   "玖拾玖万元整", "伍仟零壹万元整"};

int upto(cv::RNG& random, int end) { return random.uniform(0, end); }
bool chance(cv::RNG& random, double part) { return random.uniform(0.0, 1.0) < part; }

template <class List>
string one_of(cv::RNG& random, const List& list) {
    return string(list[static_cast<std::size_t>(upto(random, static_cast<int>(list.size())))]);
}

/// One ideograph of a list of them; each is three bytes.
string sign_of(cv::RNG& random, string_view list) {
    const auto at = static_cast<std::size_t>(upto(random, static_cast<int>(list.size() / 3)));
    return string(list.substr(at * 3, 3));
}

string number(int value, int digits = 1) {
    std::array<char, 16> out{};
    std::snprintf(out.data(), out.size(), "%0*d", digits, value);
    return out.data();
}

string name_of(cv::RNG& random) {
    auto out = one_of(random, surnames) + sign_of(random, given);
    return chance(random, 0.78) ? out + sign_of(random, given) : out;
}

const Region& region_of(cv::RNG& random) {
    return regions.at(static_cast<std::size_t>(upto(random, static_cast<int>(regions.size()))));
}

string text_of(const Region& r) { return string(r.province) + string(r.city) + string(r.district); }

string address_in(cv::RNG& random, const Region& region) {
    auto out = text_of(region);
    if (region.city.empty() && chance(random, 0.6))
        return out + one_of(random, towns) + one_of(random, villages) +
               number(1 + upto(random, 18)) + "组" + number(1 + upto(random, 300)) + "号";
    out += one_of(random, streets) + number(1 + upto(random, 1999)) + "号";
    if (chance(random, 0.25)) return out;
    if (chance(random, 0.5)) out += one_of(random, estates);
    return out + number(1 + upto(random, 40)) + (chance(random, 0.5) ? "栋" : "号楼") +
           number(1 + upto(random, 6)) + "单元" +
           number(100 * (1 + upto(random, 30)) + 1 + upto(random, 12)) + "室";
}

struct Day {
    int year, month, day;
};

Day day_of(cv::RNG& random, int from, int to) {
    return {random.uniform(from, to + 1), 1 + upto(random, 12), 1 + upto(random, 28)};
}

string in_full(const Day& d) {
    return number(d.year, 4) + "年" + number(d.month, 2) + "月" + number(d.day, 2) + "日";
}

string id_number(cv::RNG& random, const Region& region, const Day& birth, bool woman) {
    const auto order = 2 * upto(random, 150) + (woman ? 0 : 1);
    const auto body = string(region.code) + number(birth.year, 4) + number(birth.month, 2) +
                      number(birth.day, 2) + number(order, 3);
    int sum = 0;
    for (int i = 0; i < 17; ++i)  // the weight of place i is 2^(17-i) mod 11
        sum += (body[static_cast<std::size_t>(i)] - '0') * ((1 << (17 - i)) % 11);
    return body + "10X98765432"[sum % 11];
}

string unified_code(cv::RNG& random, const Region& region, bool sole_trader) {
    constexpr string_view signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    string body = sole_trader ? "92" : "91";
    body += region.code;
    if (chance(random, 0.6)) body += "MA";
    while (body.size() < 17)
        body += signs[static_cast<std::size_t>(upto(random, chance(random, 0.6) ? 10 : 31))];
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (const char c : body) {
        sum += signs.find(c) * weight;
        weight = weight * 3 % 31;
    }
    return body + signs[(31 - sum % 31) % 31];
}

string capital_of(cv::RNG& random) {
    switch (upto(random, 4)) {
        case 0: return one_of(random, amounts);
        case 1: return "人民币" + one_of(random, amounts);
        case 2: return number(10 * (1 + upto(random, 500))) + ".000000万人民币";
        default: return number(10 * (1 + upto(random, 500))) + "万元整";
    }
}

string scope_of(cv::RNG& random) {
    const string between = chance(random, 0.7) ? "；" : "，";
    string out = chance(random, 0.25) ? "一般项目：" : "";
    std::vector<string_view> left(activities.begin(), activities.end());
    for (int i = 0, count = 2 + upto(random, 9); i < count; ++i) {
        const auto at = left.begin() + upto(random, static_cast<int>(left.size()));
        out += (i > 0 ? between : "") + string(*at);
        left.erase(at);
    }
    switch (upto(random, 4)) {
        case 0: break;
        case 1: out += "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"; break;
        default: out += "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"; break;
    }
    return chance(random, 0.3) ? out + "。" : out;
}

string place_name(const Region& region) {
    const auto whole = string(region.city.empty() ? region.district : region.city);
    return whole.size() > 18 ? whole.substr(0, 9) : whole.substr(0, whole.size() - 3);
}

}  // namespace

SpecimenPerson invent_person(cv::RNG& random) {
    const auto& region = region_of(random);
    const auto birth = day_of(random, 1946, 2006);
    const bool woman = chance(random, 0.5);
    const auto from = day_of(random, 2008, 2024);
    const auto dotted = [](const Day& d) {
        return number(d.year, 4) + "." + number(d.month, 2) + "." + number(d.day, 2);
    };
    SpecimenPerson out;
    out.name = name_of(random);
    out.sex = woman ? "女" : "男";
    out.ethnicity = one_of(random, peoples);
    out.birth = number(birth.year) + "年" + number(birth.month) + "月" + number(birth.day) + "日";
    out.address = address_in(random, region);
    out.id_number = id_number(random, region, birth, woman);
    const auto office = string(region.city.empty() ? region.district : region.city);
    const auto branch = string(region.district.substr(0, region.district.size() - 3));
    out.authority = office + "公安局" +
                    (region.city.empty() || chance(random, 0.3) ? string() : branch + "分局");
    const auto to =
        chance(random, 0.2)
            ? string("长期")
            : dotted({from.year + (chance(random, 0.6) ? 20 : 10), from.month, from.day});
    out.validity = dotted(from) + "-" + to;
    return out;
}

SpecimenOrganisation invent_organisation(cv::RNG& random) {
    const auto& region = region_of(random);
    const bool sole_trader = chance(random, 0.2);
    SpecimenOrganisation out;
    const auto firm = sign_of(random, brand) + sign_of(random, brand) +
                      (chance(random, 0.4) ? sign_of(random, brand) : "");
    const auto trade = one_of(random, trades);
    const string legal = chance(random, 0.5) ? "有限公司" : "有限责任公司";
    if (sole_trader)
        out.name = place_name(region) + firm + trade + (chance(random, 0.5) ? "店" : "经营部");
    else if (chance(random, 0.3))
        out.name = firm + "（" + place_name(region) + "）" + trade + legal;
    else
        out.name = place_name(region) + (chance(random, 0.3) ? "市" : "") + firm + trade + legal;
    out.code = unified_code(random, region, sole_trader);
    out.type = sole_trader ? "个体工商户" : one_of(random, company_types);
    out.person = name_of(random);
    if (!sole_trader) out.capital = capital_of(random);
    const auto since = day_of(random, 1998, 2024);
    out.established = in_full(since);
    if (chance(random, 0.7)) {
        const Day until{since.year + 10 * (1 + upto(random, 5)), since.month, since.day};
        const auto both = in_full(since) + "至" + in_full(until);
        switch (upto(random, 4)) {
            case 0: out.term = both; break;
            case 1: out.term = "自" + both; break;
            case 2: out.term = in_full(since) + "至长期"; break;
            default: out.term = "长期"; break;
        }
    }
    out.address = address_in(random, region);
    out.scope = scope_of(random);
    return out;
}

}  // namespace sandbox
