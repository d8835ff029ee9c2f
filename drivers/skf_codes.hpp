// Numbers of GM/T 0016-2012 (annex A: return codes) and GM/T 0006 (algorithms).

#pragma once

#include "drivers/token.hpp"

#include <cstdint>

namespace drivers {

namespace skf {

constexpr std::uint32_t pin_incorrect = 0x0A000024;
constexpr std::uint64_t administrator_pin = 0;
constexpr std::uint64_t user_pin = 1;
constexpr std::uint64_t device_absent = 0;
constexpr std::uint64_t sm4_ecb = 0x00000401;
constexpr std::uint64_t sm2_signature = 0x00020100;  // SGD_SM2_1

/// SM1, SSF33 or SM4, in ECB mode: what devices authenticate by.
[[nodiscard]] constexpr bool is_block_cipher(std::uint64_t algorithm) {
    return algorithm == 0x101 || algorithm == 0x201 || algorithm == sm4_ecb;
}

}  // namespace skf

/// Names a return code for who can act; `function` says for the log what it answered.
[[nodiscard]] TokenFault skf_fault(const char* function, std::uint32_t code);

}  // namespace drivers
