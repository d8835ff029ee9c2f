// Whose identity card the tests and benches of reading draw.

#pragma once

#include "deploy/sandbox/specimen.hpp"

inline const sandbox::SpecimenPerson sample_card_holder{"样本华",
                                                        "女",
                                                        "汉",
                                                        "1985年3月14日",
                                                        "上海市浦东新区样本路99弄6号1203室",
                                                        "310115198503140021",
                                                        "上海市公安局浦东分局",
                                                        "2016.05.20-2036.05.20"};
