// Sentences as sound: a recorded prompt where there is one, else synthesised.

#pragma once

#include "drivers/sound.hpp"

#include <span>

namespace drivers {

/// A WAV file of one channel, 16-bit PCM; a length that is not known yet (a pipe's) ends with the
/// data. Fails with bad_data on anything else.
[[nodiscard]] Result<SoundBlock> read_wav(std::span<const std::uint8_t> file);

/// The recording, else the sentence by the program espeak-ng (voices `cmn-latn-pinyin`, `en`).
/// Fails with not_ready where neither is there. Some tens of milliseconds.
[[nodiscard]] Result<SoundBlock> speech_of(const Spoken& spoken);

}  // namespace drivers
