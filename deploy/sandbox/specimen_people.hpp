// People and organisations that nobody ever was or founded, for measuring the reading: as many as
// wanted, each another. Regions are real (GB/T 2260), check digits valid (GB 11643, GB 32100).

#pragma once

#include "deploy/sandbox/specimen.hpp"

#include <opencv2/core.hpp>

namespace sandbox {

[[nodiscard]] SpecimenPerson invent_person(cv::RNG& random);
[[nodiscard]] SpecimenOrganisation invent_organisation(cv::RNG& random);

}  // namespace sandbox
