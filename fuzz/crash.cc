#include "fuzz/crash.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define TSUGITE_SANITIZED 1
#endif

extern "C" {
// Findings end in abort(), so that they arrive here as a signal.
const char* __asan_default_options();
const char* __ubsan_default_options();
const char* __asan_default_options() { return "abort_on_error=1:handle_abort=0:handle_segv=0:detect_leaks=0"; }
const char* __ubsan_default_options() { return "abort_on_error=1:print_stacktrace=1"; }
void __sanitizer_cov_trace_pc();
}

namespace tsugite::fuzz {
namespace {

constexpr unsigned seconds_a_run = 10;

std::string_view current;
std::uint64_t run_number = 0;
std::array<char, 512> saved_path{};
std::array<char, 512> headline{};

// One flag for each pair of neighbouring places, folded into 64 Ki.
std::array<unsigned char, 1 << 16> reached{};
std::size_t reached_count = 0;
std::uintptr_t before = 0;
bool counting = false;

void say(std::string_view text) {
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

void on_signal(int signal) {
  say(headline.data());
  say(signal == SIGALRM   ? "no answer within ten seconds"
      : signal == SIGSEGV ? "segmentation fault"
      : signal == SIGABRT ? "aborted"
                          : "killed by a signal");
  std::array<char, 32> digits{};
  std::size_t at = digits.size();
  for (std::uint64_t n = run_number; at > 0; n /= 10) {
    digits[--at] = static_cast<char>('0' + n % 10);
    if (n < 10) break;
  }
  say(" in run ");
  say({digits.data() + at, digits.size() - at});
  const int file = ::open(saved_path.data(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0 && ::write(file, current.data(), current.size()) >= 0) {
    say("; input saved, replay it with --input ");
    say(saved_path.data());
  }
  say("\n");
  ::_exit(1);
}

}  // namespace

void watch(const std::string& name, std::uint64_t seed, const std::string& folder) {
  std::snprintf(saved_path.data(), saved_path.size(), "%s/crash-%s-%llu", folder.c_str(), name.c_str(),
                static_cast<unsigned long long>(seed));
  std::snprintf(headline.data(), headline.size(), "fuzz %s %llu: ", name.c_str(), static_cast<unsigned long long>(seed));
  // A stack of its own: endless recursion leaves none.
  static std::array<char, 64 * 1024> stack;
  stack_t alternative{};
  alternative.ss_sp = stack.data();
  alternative.ss_size = stack.size();
  ::sigaltstack(&alternative, nullptr);
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGALRM}) ::sigaction(signal, &action, nullptr);
#ifndef TSUGITE_SANITIZED
  // An input that asks for all memory there is gets bad_alloc, which is a crash.
  const rlimit limit{4ull << 30, 4ull << 30};
  ::setrlimit(RLIMIT_AS, &limit);
#endif
}

void begin_run(std::uint64_t number, std::string_view input) {
  current = input;
  run_number = number;
  ::alarm(seconds_a_run);
  before = 0;
  counting = true;
}

void end_run() {
  counting = false;
  ::alarm(0);
}

std::size_t places_reached() { return reached_count; }

__attribute__((no_sanitize("address", "undefined"), no_sanitize_coverage)) void reach(std::uintptr_t place) {
  if (!counting) return;
  const std::uintptr_t mixed = (place ^ (before << 1)) * 0x9e3779b97f4a7c15;
  before = place;
  unsigned char* flag = reached.data() + (mixed >> 48);
  if (*flag == 0) {
    *flag = 1;
    ++reached_count;
  }
}

}  // namespace tsugite::fuzz

// Called by every block of code that was compiled with -fsanitize-coverage=trace-pc.
extern "C" __attribute__((no_sanitize("address", "undefined"), no_sanitize_coverage)) void __sanitizer_cov_trace_pc() {
  tsugite::fuzz::reach(reinterpret_cast<std::uintptr_t>(__builtin_return_address(0)));
}
