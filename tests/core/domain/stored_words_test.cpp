// SPDX-License-Identifier: GPL-3.0-or-later
// What core stores in English is said again in the window's language by patterns that repeat its sentences
// (core/domain/stored_words.cpp). A sentence that is changed where it is made and not there would silently
// stay English: here each of them is made, or read in the source that makes it, and must be recognised whole.
#include "core/domain/stored_words.h"

#include "build_places.h"
#include "core/base/phrase.h"
#include "core/domain/alarm/alarm_text.h"
#include "core/log/log_writer.h"
#include "support/catch.h"

#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

using namespace chairside;

namespace {

/// A language without letters: whatever letter is left afterwards was not recognised.
class NoLetters {
public:
    NoLetters() { usePhrases(&lookup_); }
    ~NoLetters() { usePhrases(nullptr); }
    NoLetters(const NoLetters&) = delete;
    NoLetters& operator=(const NoLetters&) = delete;

private:
    PhraseLookup lookup_ = [](std::string_view english) {
        std::string out;
        for (std::size_t i = 0; i < english.size(); ++i)
            out += std::isalpha(static_cast<unsigned char>(english[i])) ? '#' : english[i];
        return out;
    };
};

/// Letters that are left, without the names of channels and scales, which are the same in every language.
std::string leftOf(const std::string& stored) {
    auto rest = storedWords(stored);
    static const std::regex kNames("\\b(HR|PR|RR|MOAA/S|RASS|CADSS-6|CADSS|PHQ-9)\\b");
    rest = std::regex_replace(rest, kNames, "");
    std::string left;
    for (const char c : rest)
        if (std::isalpha(static_cast<unsigned char>(c))) left += c;
    return left;
}

void recognises(const std::string& stored) {
    INFO(stored);
    CHECK(leftOf(stored).empty());
}

std::string sourceOf(const char* file) {
    std::ifstream in(std::string(CHAIRSIDE_SOURCE_DIR "/") + file);
    REQUIRE(in);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The end of a string literal that begins at `at`, past its closing quote.
std::size_t pastLiteral(const std::string& text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return at + 1;
}

/// The sentence of the first argument after `at`: literals as they stand, everything else a value.
std::string sentenceAt(const std::string& text, std::size_t at) {
    std::string out;
    bool value = false;
    for (int depth = 0; at < text.size();) {
        const char c = text[at];
        if (c == '"') {
            const auto end = pastLiteral(text, at);
            if (depth == 0) {
                if (value) out += "7";
                value = false;
                for (auto i = at + 1; i + 1 < end; ++i) {
                    if (text[i] == '\\') ++i;
                    out += text[i];
                }
            }
            at = end;
            continue;
        }
        if (depth == 0 && (c == ',' || c == ')' || c == '}' || c == ';')) break;
        if (c == '(' || c == '{' || c == '[') ++depth;
        if (c == ')' || c == '}' || c == ']') --depth;
        if (!std::isspace(static_cast<unsigned char>(c)) && c != '+') value = true;
        ++at;
    }
    if (value) out += "7";
    static const std::regex kPlace("\\{[1-9]\\}");
    return std::regex_replace(out, kPlace, "7");
}

/// Of a file of core: what stands after each of these openings, if it is words.
std::vector<std::string> sentencesIn(const std::string& text, const std::vector<std::string>& openings) {
    std::vector<std::string> out;
    for (const auto& opening : openings)
        for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening, at + 1)) {
            const auto sentence = sentenceAt(text, at + opening.size());
            if (std::ranges::count_if(sentence, [](unsigned char c) { return std::isalpha(c); }) > 3)
                out.push_back(sentence);
        }
    return out;
}

SourceInfo nameless() {
    SourceInfo info;
    info.name = "7";
    return info;
}

} // namespace

TEST_CASE("a sentence that no pattern repeats is found, and so is one that was changed in one word",
          "[domain][language]") {
    const NoLetters language;
    CHECK(leftOf("Nobody repeats this sentence.") == "Nobodyrepeatsthissentence");
    CHECK_FALSE(leftOf(technicalText(Technical::diskLow, "somebody's own words")).empty());
    auto changed = technicalText(Technical::diskLow, {});
    REQUIRE(leftOf(changed).empty());
    changed.replace(changed.find("nearly"), 6, "almost");
    CHECK_FALSE(leftOf(changed).empty());
}

TEST_CASE("the reader of sources finds whole sentences and puts values where they stand",
          "[domain][language]") {
    const std::string text =
        R"(fault("One {1} " "and \"two\".", x); setFault("Since " + clock(a, "no") + ". " + why, false);)";
    CHECK(sentencesIn(text, {"fault("}) == std::vector<std::string>{"One 7 and \"two\"."});
    CHECK(sentencesIn(text, {"setFault("}) == std::vector<std::string>{"Since 7. 7"});
}

TEST_CASE("every alarm text that can be stored is said again in the window's language",
          "[domain][language]") {
    const NoLetters language;
    for (std::size_t i = 0; i < kTechnicalCount; ++i)
        for (const char* detail : {"", "7"}) recognises(technicalText(static_cast<Technical>(i), detail));
    for (std::size_t i = 0; i < kDeviceFaults; ++i)
        for (const char* reason : {"", "7"})
            recognises(deviceText(static_cast<DeviceFault>(i), nameless(), reason));
    for (const auto& entry : allChannels()) {
        recognises(missingText(entry.channel, {}));
        recognises(missingText(entry.channel, {Channel::spo2, Channel::etco2}));
        Truth truth;
        truth.value = 7;
        recognises(implausibleText(entry.channel, truth));
    }
    for (const bool missed : {true, false}) recognises(checkText({"7", "7", MonoTime{}, missed}));
}

TEST_CASE("every text of a crossed limit is said again in the window's language", "[domain][language]") {
    const NoLetters language;
    Baseline baseline;
    for (const auto& entry : allChannels()) baseline[entry.channel] = 100;
    for (const auto& entry : allChannels())
        for (int variant = 0; variant < 32; ++variant) {
            LimitRule rule;
            rule.param = std::string(entry.key);
            rule.high = variant & 1;
            rule.inclusive = variant & 2;
            rule.percentOfBaseline = variant & 4;
            rule.value = 20;
            if (variant & 8) rule.delay = 5min;
            Truth truth;
            truth.value = entry.channel == Channel::rr && !(variant & 1) ? 0 : 84;
            truth.limit = 90;
            truth.recovering = (variant & 16) != 0;
            truth.awaitingRepeat = (variant & 2) != 0;
            recognises(limitText(rule, truth, baseline, variant & 4 ? "7" : ""));
        }
}

TEST_CASE("every fault of the record that can be stored is said again in the window's language",
          "[domain][language][H-08]") {
    const NoLetters language;
    for (const bool written : {true, false})
        for (const int entries : {0, 1, 5})
            for (const int readings : {0, 1, 5}) {
                EndedStall stall;
                stall.length = 2'300ms;
                stall.entries = entries;
                stall.readings = readings;
                stall.written = written;
                recognises(stall.sentence());
            }
    // What SegmentedStore adds to a sentence that stands already.
    for (const char* more :
         {"NOT BEING SAVED since 7. The record cannot be read. What is entered now is kept in memory and "
          "written when the disk is back. Since 7 the memory for waiting readings is full: newer readings "
          "are "
          "not kept, entries are.",
          "Saving works again since 7, in 7. Nothing that was entered is lost. Have the disk checked. Not "
          "kept, because the memory for waiting readings was full: 7 readings.",
          "Saving works again since 7. Nothing that was entered is lost. Not kept, because the memory for "
          "waiting readings was full: 1 reading.",
          "The record file 7 is damaged. It was left as it is. Restore the last backup, or have the file "
          "examined. Recording goes on in 7."})
        recognises(more);
    std::size_t found = 0;
    for (const char* file : {"core/log/database.cpp", "core/log/database_fault.cpp", "core/log/disk.cpp",
                             "core/log/schema_check.cpp", "core/log/migrate.cpp", "core/log/segments.cpp",
                             "core/log/segments_start.cpp", "core/log/log_writer.cpp"}) {
        if (!std::filesystem::exists(std::string(CHAIRSIDE_SOURCE_DIR "/") + file)) continue;
        for (const auto& sentence :
             sentencesIn(sourceOf(file),
                         {"return phrase(", "Error{phrase(", "setFault(", "LogFault{", "failed(toSay("})) {
            if (sentence.starts_with("No session can be started")) continue; // answered, never stored
            INFO(file);
            recognises(sentence);
            ++found;
        }
    }
    CHECK(found > 20);
}

TEST_CASE("the details that the console gives to a technical alarm are said again", "[domain][language]") {
    const NoLetters language;
    std::size_t found = 0;
    static const std::regex kSet("(setTechnical\\([^;]*;|detail\\(![^;]*;)");
    static const std::regex kLiteral("\"([^\"\\\\]{6,})\"");
    for (const char* file : {"app/console/main_window.cpp", "app/console/session_controller_threads.cpp"}) {
        const auto text = sourceOf(file);
        for (std::sregex_iterator call(text.begin(), text.end(), kSet), end; call != end; ++call) {
            const std::string what = call->str();
            for (std::sregex_iterator one(what.begin(), what.end(), kLiteral); one != end; ++one) {
                auto words = (*one)[1].str();
                if (words.front() == ' ') words.insert(0, "7");
                if (words.back() == ' ') words += "7";
                INFO(file);
                recognises(words);
                ++found;
            }
        }
    }
    CHECK(found >= 6);
    for (const auto& sentence : sentencesIn(sourceOf("core/live/acquisition.cpp"), {"reportLost(now, "}))
        recognises(sentence);
}
