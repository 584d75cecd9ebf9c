// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a dose under twelve desktops: what is written is put together here from whole numbers, never by
// a formatter, and must come back as the same dose. Source of the rules: ISMP list of error-prone notations.
#include "core/base/number.h"
#include "support/catch.h"
#include "support/desktop_locale.h"
#include "support/trials.h"

#include <cstdio>

using namespace chairside;
using namespace chairside::testing;

namespace {

/// n thousandths: a zero before the point, none after the last digit, no grouping.
std::string thousandths(std::uint64_t n) {
    std::string text = std::to_string(n / 1'000);
    if (n % 1'000 == 0) return text;
    text += '.' + std::to_string(1'000 + n % 1'000).substr(1);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

/// Empty when the dose is written and read as it must be.
std::string wrongWith(std::uint64_t n) {
    const double dose = static_cast<double>(n) / 1'000;
    const auto text = thousandths(n);
    if (const auto shown = formatNumber(dose); shown != text) return "shown as " + shown + ", not " + text;
    if (const auto kept = formatPlain(dose, 3); kept != text) return "in a file as " + kept + ", not " + text;
    if (parseNumber(text).value != dose) return text + " is read as another dose";
    std::string comma = text;
    if (const auto mark = comma.find('.'); mark != comma.npos) comma[mark] = ',';
    if (parseNumber(comma).value != dose) return comma + " is read as another dose";
    return {};
}

void dosesUnderEveryDesktop(std::uint64_t count) {
    const Trials trials("doses under a desktop", count);
    int made = 0, marks = 0;
    for (const auto& named : kDesktopLocales) {
        INFO(named.name);
        if (named.utf8 && count < 1'000'000) continue; // localedef takes seconds over its charmap
        const DesktopLocale desktop(named);
        if (!desktop.inForce()) {
            WARN(named.name << " cannot be made on this machine; apt-get install locales brings it");
            continue;
        }
        ++made;
        char printed[32];
        std::snprintf(printed, sizeof printed, "%.1f",
                      0.5); // the C library has changed: this test can see it
        marks += std::string(printed) == "0.5" ? 0 : 1;
        std::string wrong;
        trials.each([&](std::uint64_t seed) {
            Random random(seed);
            const auto range = std::uint64_t{1}
                               << (1 + random.below(30)); // small doses as often as large ones
            if (wrong.empty()) wrong = wrongWith(random.below(range));
        });
        CHECK(wrong == "");
    }
    CHECK(marks >= made - 1); // all but Hindi
}

} // namespace

TEST_CASE("a dose is written and read the same under the desktop of any language", "[base][H-06]") {
    dosesUnderEveryDesktop(900);
}
TEST_CASE("a million doses are written and read the same under the desktop of any language",
          "[base][long][H-06]") {
    dosesUnderEveryDesktop(1'000'000);
}

TEST_CASE("numbers beyond what a clinic needs are still written whole", "[base][H-06]") {
    CHECK(formatPlain(1e300, 0).size() == 301);
    CHECK(formatPlain(-1e300, 6, true).size() == 309); // a sign, 301 digits, a point and six places
    CHECK(formatPlain(1e-300, 6, true) == "0.000000");
    CHECK(formatNumber(0.0005, 3) == "0.001"); // the double above it is nearer
    CHECK(formatNumber(2.5, 0) == "2");        // exactly between: the even one, as the C library had it
    CHECK(formatNumber(-0.0004, 3) == "0");
}
