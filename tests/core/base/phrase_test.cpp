// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/number.h"
#include "core/base/phrase.h"
#include "core/domain/alarm/alarm_text.h"
#include "core/domain/stored_words.h"
#include "support/catch.h"

#include <thread>

using namespace chairside;

namespace {

/// A language that says «English»; ends with the test.
class Marked {
public:
    Marked() { usePhrases(&lookup_); }
    ~Marked() { usePhrases(nullptr); }

private:
    PhraseLookup lookup_ = [](std::string_view english) { return "«" + std::string(english) + "»"; };
};

} // namespace

TEST_CASE("phrases are English without a language, and every value finds its place", "[base]") {
    CHECK(phrase("Nothing was entered.") == "Nothing was entered.");
    CHECK(phrase("{1} is above {2}", "SBP 181", std::string("180")) == "SBP 181 is above 180");
    CHECK(phrase("{2} before {1}", "a", "b") == "b before a");
    SECTION("a value that looks like a place stays a value") {
        CHECK(phrase("{1} and {2}", "{2}", "x") == "{2} and x");
    }
    SECTION("a place without a value is left to be seen, and braces of people are their own") {
        CHECK(phrase("{1} {2} {x} {", "a") == "a {2} {x} {");
    }
}

TEST_CASE("an installed language is asked, on every thread, but not for what is stored", "[base]") {
    const Marked language;
    CHECK(phrase("{1} is open", "x") == "«x is open»");
    std::string elsewhere;
    std::thread([&] { elsewhere = phrase("Saved"); }).join();
    CHECK(elsewhere == "«Saved»");
    {
        const InEnglish stored;
        CHECK(phrase("{1} is open", "x") == "x is open");
        std::thread([&] { elsewhere = phrase("Saved"); }).join();
        CHECK(elsewhere == "«Saved»"); // the other thread's words are its own
    }
    CHECK(phrase("Saved") == "«Saved»");
}

TEST_CASE("what was stored in English is said again in the language of the window", "[base]") {
    const std::string stored = "SpO₂ 86 < 90 for 2 min, repeat NIBP, Monitor A";
    CHECK(storedWords(stored) == stored);
    const Marked language;
    CHECK(storedWords("The alarm sound program has stopped. Rely on the bedside monitor.") ==
          "«The alarm sound program has stopped. Rely on the bedside monitor.»");
    CHECK(storedWords("Monitor A: sensor off. Put the sensor back on.") ==
          "«Monitor A: sensor off. Put the sensor back on.»");
    CHECK(storedWords("music changed to jazz") == "music changed to jazz");
    CHECK(storedWords("") == "");
    SECTION("a crossed limit is put together from its parts") {
        CHECK(storedWords(stored) == "««SpO₂ 86» < «90 for 2 min», «repeat NIBP», Monitor A»");
    }
    SECTION("nothing of it is lost whatever it says") {
        for (const char* text : {", , ,", "{1}", "over", "a, b", "was , over", " for  min", "x > "})
            CHECK(!storedWords(text).empty());
    }
}
