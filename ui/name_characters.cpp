#include "ui/paint.hpp"
#include "ui/pinyin.hpp"

#include <map>

namespace ui {
namespace {

using Table = std::map<std::string, std::string, std::less<>>;

/// By syllable, the most frequent first (order of the 2020 census where it is known).
const Table& surname_table() {
    static const Table table{{"ai", "艾"},
                             {"an", "安"},
                             {"bai", "白柏"},
                             {"ban", "班"},
                             {"bao", "包鲍"},
                             {"bei", "贝"},
                             {"bi", "毕"},
                             {"bian", "边卞"},
                             {"bo", "薄柏"},
                             {"bu", "卜步"},
                             {"cai", "蔡"},
                             {"cang", "苍"},
                             {"cao", "曹"},
                             {"cen", "岑"},
                             {"chai", "柴"},
                             {"chang", "常昌"},
                             {"chao", "晁"},
                             {"che", "车"},
                             {"chen", "陈谌"},
                             {"cheng", "程成"},
                             {"chi", "池迟"},
                             {"chong", "种"},
                             {"chu", "褚储楚"},
                             {"cong", "丛"},
                             {"cui", "崔"},
                             {"dai", "戴代"},
                             {"dang", "党"},
                             {"deng", "邓"},
                             {"di", "狄邸"},
                             {"diao", "刁"},
                             {"ding", "丁"},
                             {"dong", "董东"},
                             {"dou", "窦"},
                             {"du", "杜"},
                             {"duan", "段"},
                             {"fan", "范樊"},
                             {"fang", "方房"},
                             {"fei", "费"},
                             {"feng", "冯封丰"},
                             {"fu", "付傅符"},
                             {"gai", "盖"},
                             {"gan", "甘"},
                             {"gao", "高"},
                             {"ge", "葛戈盖"},
                             {"geng", "耿"},
                             {"gong", "龚宫巩公"},
                             {"gou", "苟缑"},
                             {"gu", "顾古谷"},
                             {"guan", "关管官"},
                             {"gui", "桂"},
                             {"guo", "郭国"},
                             {"ha", "哈"},
                             {"hai", "海"},
                             {"han", "韩"},
                             {"hang", "杭"},
                             {"hao", "郝"},
                             {"he", "何贺和赫"},
                             {"heng", "衡"},
                             {"hong", "洪"},
                             {"hou", "侯"},
                             {"hu", "胡扈"},
                             {"hua", "华花"},
                             {"huai", "怀"},
                             {"huan", "郇"},
                             {"huang", "黄"},
                             {"hui", "惠"},
                             {"huo", "霍"},
                             {"ji", "季纪姬吉冀嵇"},
                             {"jia", "贾"},
                             {"jian", "简"},
                             {"jiang", "江蒋姜"},
                             {"jiao", "焦"},
                             {"jie", "解揭"},
                             {"jin", "金靳晋"},
                             {"jing", "荆景井"},
                             {"ju", "鞠居"},
                             {"kan", "阚"},
                             {"kang", "康"},
                             {"ke", "柯"},
                             {"kong", "孔"},
                             {"kou", "寇"},
                             {"kuang", "邝匡况"},
                             {"lai", "赖来"},
                             {"lan", "兰蓝"},
                             {"lang", "郎"},
                             {"lao", "劳"},
                             {"le", "乐"},
                             {"lei", "雷"},
                             {"leng", "冷"},
                             {"li", "李黎厉郦栗"},
                             {"lian", "连廉练"},
                             {"liang", "梁"},
                             {"liao", "廖"},
                             {"lin", "林蔺"},
                             {"ling", "凌令"},
                             {"liu", "刘柳"},
                             {"long", "龙"},
                             {"lou", "娄楼"},
                             {"lu", "卢陆鲁路逯"},
                             {"lv", "吕"},
                             {"luan", "栾"},
                             {"luo", "罗骆洛"},
                             {"ma", "马麻"},
                             {"man", "满"},
                             {"mao", "毛茅"},
                             {"mei", "梅"},
                             {"meng", "孟蒙"},
                             {"mi", "米"},
                             {"miao", "苗缪"},
                             {"min", "闵"},
                             {"ming", "明"},
                             {"mo", "莫"},
                             {"mou", "牟"},
                             {"mu", "穆牟"},
                             {"na", "那"},
                             {"nan", "南"},
                             {"ni", "倪"},
                             {"nie", "聂"},
                             {"ning", "宁甯"},
                             {"niu", "牛"},
                             {"nong", "农"},
                             {"ou", "欧区"},
                             {"pan", "潘"},
                             {"pang", "庞逄"},
                             {"pei", "裴"},
                             {"peng", "彭"},
                             {"pi", "皮"},
                             {"piao", "朴"},
                             {"ping", "平"},
                             {"pu", "蒲濮"},
                             {"qi", "齐祁戚亓"},
                             {"qian", "钱"},
                             {"qiang", "强"},
                             {"qiao", "乔"},
                             {"qin", "秦覃"},
                             {"qing", "卿"},
                             {"qiu", "邱丘仇裘"},
                             {"qu", "曲屈瞿渠"},
                             {"quan", "全权"},
                             {"ran", "冉"},
                             {"rao", "饶"},
                             {"ren", "任"},
                             {"rong", "荣容戎"},
                             {"ruan", "阮"},
                             {"rui", "芮"},
                             {"sa", "萨"},
                             {"sang", "桑"},
                             {"sha", "沙"},
                             {"shan", "单山"},
                             {"shang", "尚商"},
                             {"shao", "邵"},
                             {"she", "佘"},
                             {"shen", "沈申"},
                             {"sheng", "盛"},
                             {"shi", "石史施时师"},
                             {"shou", "寿"},
                             {"shu", "舒束"},
                             {"shui", "水"},
                             {"si", "司"},
                             {"song", "宋"},
                             {"su", "苏宿"},
                             {"sui", "隋"},
                             {"sun", "孙"},
                             {"suo", "索"},
                             {"tai", "邰"},
                             {"tan", "谭谈覃"},
                             {"tang", "唐汤"},
                             {"tao", "陶"},
                             {"teng", "滕"},
                             {"tian", "田"},
                             {"tie", "铁"},
                             {"tong", "童佟"},
                             {"tu", "涂屠"},
                             {"wan", "万"},
                             {"wang", "王汪"},
                             {"wei", "魏韦卫尉隗"},
                             {"wen", "温文闻"},
                             {"weng", "翁"},
                             {"wu", "吴武伍邬巫乌"},
                             {"xi", "席习郗"},
                             {"xia", "夏"},
                             {"xian", "冼咸鲜"},
                             {"xiang", "向项"},
                             {"xiao", "肖萧"},
                             {"xie", "谢解"},
                             {"xin", "辛"},
                             {"xing", "邢幸"},
                             {"xiong", "熊"},
                             {"xiu", "修"},
                             {"xu", "徐许须"},
                             {"xuan", "宣"},
                             {"xue", "薛"},
                             {"xun", "荀郇"},
                             {"yan", "严颜闫阎燕晏"},
                             {"yang", "杨阳羊"},
                             {"yao", "姚"},
                             {"ye", "叶"},
                             {"yi", "易伊"},
                             {"yin", "尹殷阴"},
                             {"ying", "应"},
                             {"yong", "雍"},
                             {"you", "尤游由"},
                             {"yu", "于余俞喻虞郁鱼"},
                             {"yuan", "袁苑元"},
                             {"yue", "岳乐"},
                             {"yun", "云员郧"},
                             {"zang", "臧"},
                             {"zeng", "曾"},
                             {"zha", "查"},
                             {"zhai", "翟"},
                             {"zhan", "詹占战"},
                             {"zhang", "张章"},
                             {"zhao", "赵"},
                             {"zhen", "甄"},
                             {"zheng", "郑"},
                             {"zhi", "支"},
                             {"zhong", "钟仲"},
                             {"zhou", "周"},
                             {"zhu", "朱祝诸竺"},
                             {"zhuang", "庄"},
                             {"zhuo", "卓"},
                             {"zong", "宗"},
                             {"zou", "邹"},
                             {"zu", "祖"},
                             {"zuo", "左"}};
    return table;
}

const std::map<std::string, std::string, std::less<>>& double_surnames() {
    static const std::map<std::string, std::string, std::less<>> table{
        {"ouyang", "欧阳"}, {"shangguan", "上官"}, {"huangfu", "皇甫"}, {"linghu", "令狐"},
        {"zhuge", "诸葛"},  {"situ", "司徒"},      {"sima", "司马"},    {"shentu", "申屠"},
        {"xiahou", "夏侯"}, {"helan", "贺兰"},     {"wanyan", "完颜"},  {"murong", "慕容"},
        {"yuchi", "尉迟"},  {"zhangsun", "长孙"},  {"moqi", "万俟"},    {"gongsun", "公孙"},
        {"duanmu", "端木"}, {"dongfang", "东方"},  {"dugu", "独孤"},    {"nangong", "南宫"},
        {"tuoba", "拓跋"},  {"hulan", "呼兰"},     {"ximen", "西门"},   {"yuwen", "宇文"}};
    return table;
}

/// Characters people are named with and cannot find elsewhere.
const Table& rare_table() {
    static const Table table{
        {"ai", "嫒瑷"},         {"an", "桉"},         {"ben", "犇"},        {"biao", "骉猋彪"},
        {"bin", "斌玢豳彬"},    {"cen", "岑"},        {"chen", "琛宸谌晨"}, {"cheng", "铖晟赪"},
        {"chong", "翀"},        {"chu", "垿濋"},      {"di", "頔玓"},       {"fan", "璠"},
        {"fang", "昉"},         {"fei", "斐"},        {"han", "菡晗"},      {"hao", "昊皞颢"},
        {"he", "翯龢"},         {"heng", "珩蘅"},     {"hong", "𬭎竑"},  {"hui", "翙"},
        {"ji", "𠮷霁骥"},       {"jie", "㛃喆"},      {"jin", "琎"},        {"jing", "璟婧"},
        {"jun", "珺隽筠"},      {"kan", "衎"},        {"kun", "堃鹍"},      {"li", "骊苈"},
        {"lin", "琳粼"},        {"long", "龘"},       {"man", "㵘"},        {"meng", "朦"},
        {"miao", "淼"},         {"min", "旻玟珉"},    {"ning", "甯"},       {"peng", "芃"},
        {"qi", "琪玘颀琦锜骐"}, {"qian", "茜骞"},     {"rong", "镕"},       {"rui", "睿蕤"},
        {"ruo", "叒"},          {"shan", "羴"},       {"shen", "燊珅"},     {"sheng", "晟昇"},
        {"shu", "姝"},          {"si", "飔"},         {"su", "谡"},         {"sui", "𬭼"},
        {"suo", "惢"},          {"tao", "韬"},        {"ting", "珽婷"},     {"wan", "琬"},
        {"wei", "玮炜𬱟"},  {"xi", "曦"},         {"xian", "鱻"},       {"xin", "鑫馨昕馫"},
        {"xiu", "飍"},          {"xu", "旭勖"},       {"xuan", "瑄璇煊翾"}, {"yan", "䶮琰妍龑"},
        {"yang", "飏旸炀"},     {"yao", "垚瑶"},      {"ye", "烨晔"},       {"yi", "祎轶熠懿燚"},
        {"ying", "锳瑛"},       {"yu", "玙昱钰彧聿"}, {"yue", "玥"},        {"yun", "赟韫筠"},
        {"zhao", "曌"},         {"zhe", "喆"},        {"zhen", "禛"},       {"zhuo", "叕倬"}};
    return table;
}

std::vector<std::string> split(const std::string& characters) {
    std::vector<std::string> result;
    for (std::size_t i = 0; i < characters.size();) {
        const auto n = character_length(characters, i);
        result.push_back(characters.substr(i, n));
        i += n;
    }
    return result;
}

std::vector<std::string> of(const Table& table, std::string_view syllable) {
    const auto found = table.find(syllable);
    return found == table.end() ? std::vector<std::string>{} : split(found->second);
}

}  // namespace

std::vector<std::string> rare_name_characters(std::string_view syllable) {
    return of(rare_table(), syllable);
}

std::vector<std::string> all_rare_name_characters() {
    std::vector<std::string> all;
    for (const auto& [syllable, characters] : rare_table())
        for (auto& one : split(characters)) all.push_back(std::move(one));
    return all;
}

std::vector<std::string> surnames(std::string_view syllables) {
    if (const auto found = double_surnames().find(syllables); found != double_surnames().end())
        return {found->second};
    return of(surname_table(), syllables);
}

}  // namespace ui
