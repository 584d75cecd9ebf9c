// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/event_codec.h"
#include "core/log/event_fields.h"
#include "support/catch.h"

#include <limits>
#include <set>

using namespace chairside;

namespace {

/// How many members an aggregate has: the most empty braces it can be made from.
template <class T>
constexpr std::size_t memberCount() {
    // clang-format off
    if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 99;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 20;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 19;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 18;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 17;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 16;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 15;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 14;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 13;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{},{}}; }) return 12;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{},{}}; }) return 11;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{},{}}; }) return 10;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{},{}}; }) return 9;
    else if constexpr (requires { T{{},{},{},{},{},{},{},{}}; }) return 8;
    else if constexpr (requires { T{{},{},{},{},{},{},{}}; }) return 7;
    else if constexpr (requires { T{{},{},{},{},{},{}}; }) return 6;
    else if constexpr (requires { T{{},{},{},{},{}}; }) return 5;
    else if constexpr (requires { T{{},{},{},{}}; }) return 4;
    else if constexpr (requires { T{{},{},{}}; }) return 3;
    else if constexpr (requires { T{{},{}}; }) return 2;
    else if constexpr (requires { T{{}}; }) return 1;
    else return 0;
    // clang-format on
}

template <class T>
constexpr bool
    everyMemberIsStored = std::tuple_size_v<std::remove_cvref_t<decltype(codec::Stored<T>::fields)>> ==
                          memberCount<T>();

template <std::size_t... I>
constexpr bool everyKindIsWhole(std::index_sequence<I...>) {
    return (everyMemberIsStored<std::variant_alternative_t<I, EventVariant>> && ...);
}
static_assert(everyKindIsWhole(std::make_index_sequence<std::variant_size_v<EventVariant>>()),
              "a member of an event is missing in core/log/event_fields.h");
static_assert(everyMemberIsStored<Actor> && everyMemberIsStored<Patient> && everyMemberIsStored<DoseOrder> &&
              everyMemberIsStored<SourceInfo>);

// ---- fills every field with a value of its own, so that a swapped or lost one shows ----

struct Filler {
    int next = 0;
    void fill(std::string& v) { v = "text \"" + std::to_string(++next) + "\"\n<img src=x> ü 🙂"; }
    void fill(bool& v) { v = !v; }
    void fill(double& v) { v = ++next + 0.1; }
    void fill(Uuid& v) { v.bytes.fill(static_cast<std::uint8_t>(++next)); }
    void fill(Millis& v) { v = Millis{++next}; }
    void fill(MonoTime& v) { v = monoFromMs(-++next); }
    void fill(Channel& v) { v = Channel::etco2; }
    void fill(Role& v) { v = Role::witness; }
    void fill(Sex& v) { v = Sex::male; }
    void fill(DosingWeight& v) { v = DosingWeight::adjusted; }
    void fill(MixMode& v) { v = MixMode::add; }
    void fill(Container& v) { v = Container::syringe; }
    void fill(Origin& v) { v = Origin::imported; }
    void fill(AlarmPriority& v) { v = AlarmPriority::high; }
    void fill(std::map<std::string, std::string>& v) { v = {{"a", "1"}, {"b/ä", "zwei"}}; }
    template <std::integral T>
    void fill(T& v) {
        v = static_cast<T>(++next);
    }
    template <class T>
    void fill(std::optional<T>& v) {
        fill(v.emplace());
    }
    template <class T>
    void fill(std::vector<T>& v) {
        fill(v.emplace_back());
        fill(v.emplace_back());
    }
    void fill(std::array<std::optional<double>, kChannelCount>& v) {
        for (std::size_t i = 0; i < kChannelCount; i += 2) fill(v[i]);
    }
    void fill(std::array<Millis, kChannelCount>& v) {
        for (std::size_t i = 1; i < kChannelCount; i += 3) fill(v[i]);
    }
    template <class T>
    requires requires { codec::Stored<T>::fields; }
    void fill(T& v) {
        std::apply([&](const auto&... field) { (fill(v.*(field.member)), ...); }, codec::Stored<T>::fields);
    }
};

template <std::size_t I = 0, class Visit>
void forEachKind(Visit visit) {
    if constexpr (I < std::variant_size_v<EventVariant>) {
        visit(std::variant_alternative_t<I, EventVariant>{});
        forEachKind<I + 1>(visit);
    }
}

template <class Body>
void checkRoundTrip(const Body& body) {
    const EventBody before = body;
    const std::string text = encodeBody(before);
    const auto after = decodeBody(kindName(before), text);
    INFO(kindName(before) << " " << text);
    REQUIRE(after);
    CHECK(after->index() == before.index());
    CHECK(encodeBody(after.value()) == text);
}

} // namespace

TEST_CASE("every kind of event comes back from its stored form with every field", "[log][H-08]") {
    forEachKind([](auto body) {
        checkRoundTrip(body); // with its defaults
        Filler{}.fill(body);
        checkRoundTrip(body);
        if constexpr (std::tuple_size_v < std::remove_cvref_t <
                      decltype(codec::Stored<decltype(body)>::fields) >>> 0)
            CHECK(encodeBody(body) != encodeBody(decltype(body){})); // the filler reached it
    });
}

TEST_CASE("stored kind names are their own constants and never clash", "[log][H-10]") {
    const auto names = allKindNames();
    CHECK(std::set<std::string_view>(names.begin(), names.end()).size() == names.size());
    CHECK(kindName(InfusionStarted{}) == "infusion.started");
    CHECK(kindName(RateChanged{}) == "infusion.rate_changed");
    CHECK(kindName(ReadingsSealed{}) == "readings.sealed");
}

TEST_CASE("a stored body is canonical: sorted keys, no blanks, missing channels absent", "[log][H-12]") {
    VitalsEntered vitals;
    vitals.values[index(Channel::nibpSystolic)] = 120;
    vitals.values[index(Channel::hr)] = 72.5;
    CHECK(encodeBody(vitals) == R"({"flags":0,"site":"","values":{"hr":72.5,"nibp_sys":120.0}})");
    CHECK(encodeBody(ScoreEntered{"moaas", "1", {}, std::nullopt, ""}) ==
          R"({"answers":{},"instrument":"moaas","text_hash":"","total":null,"version":"1"})");
}

TEST_CASE("an incomplete score and a number that is none never come back as zero", "[log][H-12]") {
    const auto score =
        decodeBody("score.entered", encodeBody(ScoreEntered{"cadss", "1", {}, std::nullopt, ""}));
    REQUIRE(score);
    CHECK_FALSE(std::get<ScoreEntered>(score.value()).total);
    RateChanged odd;
    odd.rateMlPerH = std::numeric_limits<double>::infinity();
    const auto rate = decodeBody("infusion.rate_changed", encodeBody(odd));
    REQUIRE(rate);
    CHECK_FALSE(std::get<RateChanged>(rate.value()).rateMlPerH == 0);
}

TEST_CASE("foreign or broken bodies are refused in words", "[log][H-09]") {
    CHECK_FALSE(decodeBody("no.such.kind", "{}"));
    for (const char* text : {"", "{", "[]", "null", "7", R"({"rate_ml_per_h":"fast"})", R"({"lot":7})",
                             R"({"rate_ml_per_h":{}})", "\xff\xfe"})
        CHECK_FALSE(decodeBody("infusion.started", text));
    CHECK_FALSE(decodeBody("side_effect.ended", R"({"of":"not-an-id"})"));
    CHECK_FALSE(decodeBody("side_effect.began", R"({"severity":99999999999})"));
    CHECK_FALSE(decodeBody("session.signed", R"({"role":"surgeon"})"));
    const std::string deep = std::string(50'000, '[') + std::string(50'000, ']');
    CHECK_FALSE(decodeBody("note.written", deep));
    // A key of a later version is passed over, an absent one reads as its default.
    const auto later = decodeBody("note.written", R"({"text":"a","new":[1,2]})");
    REQUIRE(later);
    CHECK(std::get<NoteWritten>(later.value()).text == "a");
}

TEST_CASE("broken text from outside is stored as valid text, not refused", "[log][H-09]") {
    const auto body = decodeBody("note.written", encodeBody(NoteWritten{"bad \xff byte", std::nullopt}));
    REQUIRE(body);
    CHECK(std::get<NoteWritten>(body.value()).text == "bad \uFFFD byte");
}

TEST_CASE("a field that came later changes nothing in the canonical text of older entries", "[log][H-08]") {
    const std::string before =
        R"({"expiry":"2027-01","lot":"L","mg":35.0,"ml":0.7,"strength_mg_per_ml":50.0,"vial":"v","vial_mg":500.0})";
    const auto read = decodeBody("drug.drawn", before);
    REQUIRE(read);
    CHECK(encodeBody(read.value()) == before);
    auto draw = std::get<DrugDrawn>(static_cast<const EventVariant&>(read.value()));
    CHECK_FALSE(draw.fromOpenVial);
    draw.fromOpenVial = true;
    CHECK(encodeBody(draw).find(R"("from_open_vial":true)") != std::string::npos);
}
