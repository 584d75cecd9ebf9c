// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/pin.h"
#include "support/catch.h"

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace chairside;

namespace {

/// While it lives, this process gets only a little more memory than it has.
class ShortOfMemory {
public:
    ShortOfMemory() {
        long pages = 0;
        std::ifstream("/proc/self/statm") >> pages;
        ::getrlimit(RLIMIT_AS, &before_);
        rlimit now = before_;
        now.rlim_cur = static_cast<rlim_t>(pages * ::sysconf(_SC_PAGESIZE)) + (8U << 20);
        ::setrlimit(RLIMIT_AS, &now);
    }
    ~ShortOfMemory() { ::setrlimit(RLIMIT_AS, &before_); }
    ShortOfMemory(const ShortOfMemory&) = delete;
    ShortOfMemory& operator=(const ShortOfMemory&) = delete;

private:
    rlimit before_{};
};

} // namespace

TEST_CASE("a PIN has four to twelve digits that are not the first to be guessed", "[base]") {
    for (const char* good : {"7391", "000012", "830412758391"}) CHECK_FALSE(pinProblem(good));
    for (const char* bad :
         {"", "123", "12a4", "12/4", "12:4", "７３９１", "0000", "1234", "9876", "8304127583910"}) {
        INFO(bad);
        CHECK(pinProblem(bad));
    }
    CHECK(pinProblem("12a4") == "A PIN has digits only.");
    CHECK(pinProblem("123") == "A PIN has 4 to 12 digits.");
    CHECK(pinProblem("1234") == "Digits that are all the same or in a row are guessed first; choose others.");
}

TEST_CASE("a PIN is kept as a hash that only it opens", "[base]") {
    const auto hash = hashPin("7391"), again = hashPin("7391");
    REQUIRE(hash);
    REQUIRE(again);
    CHECK(hash.value().find("7391") == std::string::npos);
    CHECK(hash.value() != again.value()); // salted
    CHECK(isPin(hash.value(), "7391"));
    CHECK_FALSE(isPin(hash.value(), "7392"));
    for (const std::string& damaged : {std::string(), std::string("$argon2id$"), hash.value().substr(1),
                                       hash.value() + std::string(200, 'x')})
        CHECK_FALSE(isPin(damaged, "7391"));
}

TEST_CASE("without the memory for its hash a PIN is neither set nor taken, and the old one holds again later",
          "[base]") {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    WARN("skipped: the sanitizer itself needs the memory that is taken away here");
#else
    const auto old = hashPin("7391");
    REQUIRE(old);
    {
        const ShortOfMemory shortage;
        const auto next = hashPin("8304");
        REQUIRE_FALSE(next);
        CHECK(next.error().message.find("The old one still holds.") != std::string::npos);
        CHECK_FALSE(isPin(old.value(), "7391"));
    }
    CHECK(isPin(old.value(), "7391"));
#endif
}
