// SPDX-License-Identifier: GPL-3.0-or-later
// The vectors of clinical.md §3.4, by name, run on the shipped files; and the rules about holes and
// conditions.
#include "build_places.h"
#include "core/domain/scoring.h"
#include "core/interop/instrument_library.h"
#include "support/catch.h"

using namespace chairside;

namespace {

Instrument shipped(const std::string& id) {
    const auto library = loadInstruments(CHAIRSIDE_SOURCE_DIR "/resources/instruments");
    const Instrument* found = library.find(id);
    REQUIRE(found);
    return *found;
}

/// Answers by ordinal value to the given items; -1 leaves one blank.
Answers answer(const Instrument& instrument, const std::vector<std::string>& ids,
               const std::vector<int>& values) {
    REQUIRE(ids.size() == values.size());
    Answers out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (values[i] < 0) continue;
        const Item* item = findItem(instrument, ids[i]);
        REQUIRE(item);
        const auto code = answerForValue(*item, values[i]);
        REQUIRE(code);
        out[ids[i]] = *code;
    }
    return out;
}
std::vector<std::string> numbers(int last) {
    std::vector<std::string> out;
    for (int i = 1; i <= last; ++i) out.push_back(std::to_string(i));
    return out;
}
Score scored(const Instrument& instrument, const std::vector<int>& values) {
    return score(instrument, answer(instrument, numbers(static_cast<int>(values.size())), values));
}

} // namespace

TEST_CASE("PHQ-9 3,3,3,3,2,2,2,1,0 is 19, moderately severe, with major depressive syndrome", "[domain]") {
    const auto result = scored(shipped("phq9"), {3, 3, 3, 3, 2, 2, 2, 1, 0});
    CHECK(result.total == 19.0);
    CHECK(result.band == "moderately_severe");
    CHECK(result.flag("mds") == FlagState::yes);
    CHECK(result.flag("other_depressive") == FlagState::no);
    CHECK(result.flag("item_9") == FlagState::no);
    CHECK(result.flag("at_least_10") == FlagState::yes);
    CHECK(result.complete);
}

TEST_CASE("PHQ-9 all ones is 9, mild, no syndrome, and item 9 alerts", "[domain]") {
    const auto result = scored(shipped("phq9"), {1, 1, 1, 1, 1, 1, 1, 1, 1});
    CHECK(result.total == 9.0);
    CHECK(result.band == "mild");
    CHECK(result.flag("mds") == FlagState::no);
    CHECK(result.flag("item_9") == FlagState::yes);
    CHECK(result.flag("at_least_10") == FlagState::no);
}

TEST_CASE("PHQ-9 2,0,2,2,2,0,0,0,1 is 9, mild, and still major depressive syndrome", "[domain]") {
    const auto result = scored(shipped("phq9"), {2, 0, 2, 2, 2, 0, 0, 0, 1});
    CHECK(result.total == 9.0);
    CHECK(result.band == "mild");
    CHECK(result.flag("mds") == FlagState::yes);
}

TEST_CASE("PHQ-9 with any blank has no total and no band, and item 9 still alerts", "[domain][H-12]") {
    const auto phq9 = shipped("phq9");
    for (std::size_t blank = 0; blank < 9; ++blank) {
        std::vector<int> values(9, 1);
        values[blank] = -1;
        const auto result = scored(phq9, values);
        CHECK_FALSE(result.total);
        CHECK_FALSE(result.band);
        CHECK_FALSE(result.complete);
        CHECK(result.missing == std::vector{std::to_string(blank + 1)});
        CHECK(result.flag("item_9") == (blank == 8 ? FlagState::unknown : FlagState::yes));
        CHECK(result.flag("at_least_10") == FlagState::unknown);
    }
    CHECK_FALSE(score(phq9, {}).total);
}

TEST_CASE("PHQ-9 does not count the question about difficulty", "[domain]") {
    const auto phq9 = shipped("phq9");
    auto answers = answer(phq9, numbers(9), {0, 0, 0, 0, 0, 0, 0, 0, 0});
    answers["10"] = "3";
    CHECK(score(phq9, answers).total == 0.0);
    CHECK(score(phq9, answers).band == "minimal");
}

TEST_CASE("GAD-7 2,2,1,1,2,1,1 is 10, moderate, at the cut-off", "[domain]") {
    const auto result = scored(shipped("gad7"), {2, 2, 1, 1, 2, 1, 1});
    CHECK(result.total == 10.0);
    CHECK(result.band == "moderate");
    CHECK(result.flag("at_least_10") == FlagState::yes);
}

TEST_CASE("QIDS-SR16 takes the highest of sleep, of appetite and weight, and of pace: 18, severe",
          "[domain]") {
    const auto result = scored(shipped("qids_sr16"), {2, 1, 0, 3, 2, 1, 0, 0, 2, 1, 2, 3, 2, 2, 1, 0});
    CHECK(result.total == 18.0);
    CHECK(result.band == "severe");
    CHECK(result.flag("remission") == FlagState::no);
}

TEST_CASE("QIDS-SR16 needs one of each appetite and weight pair, and every other item", "[domain][H-12]") {
    const auto qids = shipped("qids_sr16");
    CHECK(scored(qids, {2, 1, 0, 3, 2, 1, -1, -1, 2, 1, 2, 3, 2, 2, 1, 0}).total == 18.0);
    CHECK_FALSE(scored(qids, {2, 1, 0, 3, 2, -1, -1, 0, 2, 1, 2, 3, 2, 2, 1, 0}).total);
    CHECK_FALSE(scored(qids, {2, 1, 0, 3, 2, 1, 0, -1, -1, 1, 2, 3, 2, 2, 1, 0}).total);
    CHECK_FALSE(scored(qids, {-1, 1, 0, 3, 2, 1, 0, 0, 2, 1, 2, 3, 2, 2, 1, 0}).total);
}

TEST_CASE("PCL-5 all twos is 40 with provisional PTSD, all ones is 20 without", "[domain]") {
    const auto pcl5 = shipped("pcl5");
    const auto twos = scored(pcl5, std::vector<int>(20, 2));
    CHECK(twos.total == 40.0);
    CHECK(twos.flag("provisional_ptsd") == FlagState::yes);
    CHECK(twos.scale("cluster_b") == 10.0);
    CHECK(twos.scale("cluster_c") == 4.0);
    CHECK(twos.scale("cluster_d") == 14.0);
    CHECK(twos.scale("cluster_e") == 12.0);
    const auto ones = scored(pcl5, std::vector<int>(20, 1));
    CHECK(ones.total == 20.0);
    CHECK(ones.flag("provisional_ptsd") == FlagState::no);
    CHECK(ones.flag("at_least_31") == FlagState::no);
}

TEST_CASE("CADSS-23 with the six CADSS-6 items at 2 is 12, CADSS-6 12, subscales 4, 4, 4, above 4",
          "[domain]") {
    const auto cadss = shipped("cadss_23");
    std::vector<int> values(23, 0);
    for (int item : {1, 2, 6, 7, 15, 22}) values[static_cast<std::size_t>(item - 1)] = 2;
    const auto result = scored(cadss, values);
    CHECK(result.total == 12.0);
    CHECK(result.scale("cadss_6") == 12.0);
    CHECK(result.scale("depersonalization") == 4.0);
    CHECK(result.scale("derealization") == 4.0);
    CHECK(result.scale("amnesia") == 4.0);
    CHECK(result.flag("above_4") == FlagState::yes);
    const auto six = shipped("cadss_6");
    CHECK(score(six, answer(six, {"1", "2", "6", "7", "15", "22"}, {2, 2, 2, 2, 2, 2})).total == 12.0);
}

TEST_CASE("a CADSS-23 total of 4 is not above 4, and CADSS-6 stands while another item is blank",
          "[domain]") {
    const auto cadss = shipped("cadss_23");
    std::vector<int> values(23, 0);
    values[0] = 4;
    CHECK(scored(cadss, values).flag("above_4") == FlagState::no);
    values[2] = -1; // item 3 is no CADSS-6 item
    const auto result = scored(cadss, values);
    CHECK_FALSE(result.total);
    CHECK(result.scale("cadss_6") == 4.0);
    CHECK_FALSE(result.scale("depersonalization"));
}

TEST_CASE("Aldrete 2,2,1,2,2 is 9 and passes; PADSS 2,1,2,2,1 is 8 and fails", "[domain]") {
    const auto aldrete = shipped("aldrete"), padss = shipped("padss");
    const auto pass =
        score(aldrete, answer(aldrete, {"activity", "respiration", "circulation", "consciousness", "oxygen"},
                              {2, 2, 1, 2, 2}));
    CHECK(pass.total == 9.0);
    CHECK(pass.band == "ready");
    CHECK(pass.flag("at_least_9") == FlagState::yes);
    const auto fail =
        score(padss, answer(padss, {"vitals", "activity", "nausea", "pain", "bleeding"}, {2, 1, 2, 2, 1}));
    CHECK(fail.total == 8.0);
    CHECK(fail.band == "not_ready");
    CHECK(fail.flag("at_least_9") == FlagState::no);
}

TEST_CASE("the C-SSRS screener triages as the official cards do", "[domain]") {
    const auto cssrs = shipped("c_ssrs_screener");
    const auto triage = [&](const Answers& answers) { return score(cssrs, answers); };
    CHECK(triage({{"1", "false"}, {"2", "false"}, {"6", "false"}}).band == "none");
    CHECK(triage({{"1", "true"}, {"2", "false"}, {"6", "false"}}).band == "low");
    const Answers thoughts{{"1", "true"},  {"2", "true"},  {"3", "false"},
                           {"4", "false"}, {"5", "false"}, {"6", "false"}};
    const auto with = [&](const std::string& linkId, const std::string& value) {
        auto answers = thoughts;
        answers[linkId] = value;
        return answers;
    };
    CHECK(triage(thoughts).band == "low");
    CHECK(triage(with("3", "true")).band == "moderate");
    CHECK(triage(with("4", "true")).band == "high");
    CHECK(triage(with("4", "true")).flag("high") == FlagState::yes);
    CHECK(triage(with("5", "true")).band == "high");
    CHECK(triage({{"1", "false"}, {"2", "false"}, {"6", "true"}, {"6_3mo", "false"}}).band == "moderate");
    CHECK(triage({{"1", "false"}, {"2", "false"}, {"6", "true"}, {"6_3mo", "true"}}).band == "high");
    CHECK_FALSE(triage(thoughts).total);
}

TEST_CASE("the C-SSRS screener never calls a risk lower than a blank answer could make it",
          "[domain][H-12]") {
    const auto cssrs = shipped("c_ssrs_screener");
    const auto open = score(cssrs, {{"1", "true"}, {"2", "true"}, {"3", "true"}});
    CHECK_FALSE(open.band); // items 4, 5 and 6 could still make it high
    CHECK(open.flag("any") == FlagState::yes);
    CHECK(score(cssrs, {{"1", "true"}, {"2", "true"}, {"4", "true"}}).band == "high"); // nothing can raise it
    CHECK_FALSE(score(cssrs, {}).band);
    CHECK_FALSE(score(cssrs, {{"1", "false"}, {"2", "false"}, {"6", "true"}}).band);
}

TEST_CASE("items that are not asked are neither missing nor counted", "[domain]") {
    const auto cssrs = shipped("c_ssrs_screener");
    const auto asked = askedItems(cssrs, {{"2", "false"}});
    CHECK(asked.contains("1"));
    CHECK_FALSE(asked.contains("4"));
    CHECK(askedItems(cssrs, {{"2", "true"}}).contains("4"));
    CHECK(score(cssrs, {{"1", "false"}, {"2", "false"}, {"6", "false"}}).complete);
    // An answer left behind from before item 2 was changed to no
    CHECK(score(cssrs, {{"1", "false"}, {"2", "false"}, {"4", "true"}, {"6", "false"}}).band == "none");
}

TEST_CASE("single ratings give their value, their band and their flags", "[domain]") {
    const auto moaas = shipped("moaas"), rass = shipped("rass"), pain = shipped("pain_nrs");
    CHECK(score(moaas, {{"moaas", "5"}}).band == "alert");
    CHECK(score(moaas, {{"moaas", "1"}}).flag("deep_sedation") == FlagState::yes);
    CHECK(score(moaas, {{"moaas", "2"}}).band == "moderate");
    CHECK(score(rass, {{"rass", "-3"}}).total == -3.0);
    CHECK(score(rass, {{"rass", "-3"}}).flag("marked_sedation") == FlagState::yes);
    CHECK(score(rass, {{"rass", "1"}}).flag("marked_agitation") == FlagState::no);
    CHECK(score(pain, {{"pain_nrs", "0"}}).total == 0.0);
    CHECK(score(pain, {{"pain_nrs", "7"}}).band == "severe");
    CHECK(score(shipped("nausea_vas"), {{"nausea_vas", "4"}}).flag("treat") == FlagState::yes);
}

TEST_CASE("the dissociation check adds its rows, and a rise of BPRS+ by three is worth a word", "[domain]") {
    const auto check = shipped("dissociation_check");
    std::vector<std::string> rows;
    for (const Item* item : allItems(check)) rows.push_back(item->linkId);
    CHECK(score(check, answer(check, rows, {1, 2, 0, 3, 0, 0})).total == 6.0);
    CHECK(score(check, answer(check, rows, {1, 2, 0, 3, 0, -1})).flag("severe_row") == FlagState::yes);
    const auto bprs = shipped("bprs_plus");
    CHECK(hasRisen(bprs, 1, 4));
    CHECK_FALSE(hasRisen(bprs, 1, 3));
    CHECK_FALSE(hasRisen(check, 0, 18));
}

TEST_CASE("an answer that does not fit is named and never scored", "[domain][H-12]") {
    const auto moaas = shipped("moaas");
    const auto wrong = score(moaas, {{"moaas", "6"}});
    CHECK_FALSE(wrong.total);
    CHECK(wrong.invalid == std::vector<std::string>{"moaas"});
    CHECK(wrong.missing == std::vector<std::string>{"moaas"});
    const auto stray = score(moaas, {{"moaas", "5"}, {"elsewhere", "1"}});
    CHECK(stray.total == 5.0);
    CHECK_FALSE(stray.complete);
    CHECK(score(moaas, {{"moaas", ""}}).missing == std::vector<std::string>{"moaas"});
}

TEST_CASE("answers are checked by the kind of item", "[domain][H-09]") {
    Item item;
    item.linkId = "a";
    const auto fits = [&](ItemType type, const std::string& text) {
        item.type = type;
        return !answerIssue(item, text);
    };
    CHECK(fits(ItemType::boolean, "true"));
    CHECK_FALSE(fits(ItemType::boolean, "yes"));
    CHECK(fits(ItemType::integer, "-3"));
    CHECK_FALSE(fits(ItemType::integer, "3.0"));
    CHECK_FALSE(fits(ItemType::integer, "1e3"));
    CHECK(fits(ItemType::decimal, "1.5"));
    CHECK_FALSE(fits(ItemType::decimal, "1.000.5"));
    CHECK(fits(ItemType::date, "2026-11-21"));
    CHECK(fits(ItemType::date, "2026-02"));
    CHECK_FALSE(fits(ItemType::date, "2026-02-30"));
    CHECK_FALSE(fits(ItemType::date, "21.11.2026"));
    CHECK_FALSE(fits(ItemType::group, "x"));
    item.maxChars = 3;
    CHECK(fits(ItemType::string, "äöü"));
    CHECK_FALSE(fits(ItemType::string, "äöüß"));
    item.minValue = 0;
    item.maxValue = 10;
    CHECK_FALSE(fits(ItemType::integer, "11"));
    item.repeats = true;
    CHECK(fits(ItemType::integer, "1\n2"));
    CHECK_FALSE(fits(ItemType::integer, "1\n12"));
}

TEST_CASE("conditions that run in a circle end, and ask nobody", "[domain][H-09]") {
    Instrument loop;
    for (const char* linkId : {"a", "b"}) {
        Item item;
        item.linkId = linkId;
        item.type = ItemType::boolean;
        item.enableWhen = {{*linkId == 'a' ? "b" : "a", EnableWhen::Operator::equal, "true"}};
        loop.items.push_back(item);
    }
    CHECK(askedItems(loop, {{"a", "true"}, {"b", "true"}}).empty());
}
