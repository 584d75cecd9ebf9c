// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/pin.h"
#include "support/catch.h"

using namespace chairside;

TEST_CASE("a PIN has four to twelve digits that are not the first to be guessed", "[base]") {
    for (const char* good : {"7391", "000012", "830412758391"}) CHECK_FALSE(pinProblem(good));
    for (const char* bad : {"", "123", "12a4", "７３９１", "0000", "1234", "9876", "8304127583910"}) {
        INFO(bad);
        CHECK(pinProblem(bad));
    }
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
