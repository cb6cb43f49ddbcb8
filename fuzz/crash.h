// Notices what an entry did to the process: a signal, an abort, a sanitizer's finding, ten seconds without an
// answer. Saves the input that did it and says how to replay it. One run at a time; the handlers use only
// what a signal handler may.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tsugite::fuzz {

// To be called once, before the first run. folder: where an input that crashes is saved.
void watch(const std::string& name, std::uint64_t seed, const std::string& folder);

// Marks the run that begins and the bytes that it reads; the bytes must outlive it.
void begin_run(std::uint64_t number, std::string_view input);
void end_run();

// Places in the code that runs so far have reached, where the build counts them (preset fuzz); otherwise 0.
std::size_t places_reached();

}  // namespace tsugite::fuzz
