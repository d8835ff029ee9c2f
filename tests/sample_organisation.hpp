// Whose licence the tests of reading draw.

#pragma once

#include "deploy/sandbox/specimen.hpp"

inline const sandbox::SpecimenOrganisation sample_organisation{"样本（上海）数字科技有限公司",
                                                               "91310115MA1K000003",
                                                               "有限责任公司(自然人投资或控股)",
                                                               "样本华",
                                                               "人民币伍佰万元整",
                                                               "2018年06月12日",
                                                               "长期",
                                                               "上海市浦东新区样本路88号3号楼502室",
                                                               "软件开发；信息系统集成服务"};
