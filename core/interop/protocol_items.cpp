// SPDX-License-Identifier: GPL-3.0-or-later
// The sections of a protocol document that people read at the chair: required items, order set, discharge
// gate.
#include "core/base/number.h"
#include "core/interop/protocol_parts.h"
#include "core/interop/protocol_reading.h"

#include <optional>

namespace chairside::protocol_parts {
namespace {

bool offers(const RequiredItem& item, const std::string& answer) {
    if (item.kind == RequiredItem::Kind::choice)
        return std::count(item.choices.begin(), item.choices.end(), answer) > 0;
    return item.kind == RequiredItem::Kind::yesNo && (answer == "yes" || answer == "no");
}

RequiredItem item(const JsonAt& at) {
    using Kind = RequiredItem::Kind;
    static constexpr std::array<Word<Kind>, 5> kKinds{{{"yes_no", Kind::yesNo},
                                                       {"text", Kind::text},
                                                       {"two_person", Kind::twoPerson},
                                                       {"choice", Kind::choice},
                                                       {"date", Kind::date}}};
    at.expectOnly(
        {"key", "title", "hint", "kind", "choices", "stops_on", "optional", "asked_when", "source"});
    RequiredItem out;
    out.key = identifier(at.at("key"));
    out.title = title(at.at("title"));
    out.hint = at.text("hint", 600);
    out.kind = wordOf(at.at("kind"), kKinds);
    for (const JsonAt& choice : shortList(at, "choices", 20)) {
        out.choices.push_back(title(choice));
        if (std::count(out.choices.begin(), out.choices.end(), out.choices.back()) > 1)
            choice.fail(phrase("This choice is listed twice."));
    }
    if ((out.kind == Kind::choice) == out.choices.empty())
        at.fail(phrase("\"choices\" belong to kind \"choice\", and only there."));
    out.optional = at.boolean("optional", false);
    out.stopsOn = at.text("stops_on", 200);
    if (!out.stopsOn.empty() && !offers(out, out.stopsOn))
        at.at("stops_on").fail(phrase("\"{1}\" is not an answer that this item offers.", out.stopsOn));
    return out;
}

/// On which answer to an item before it this one is asked at all.
RequiredItem::AskedWhen askedWhen(const JsonAt& at, const std::vector<RequiredItem>& before) {
    at.expectOnly({"item", "answers"});
    RequiredItem::AskedWhen when{identifier(at.at("item")), {}};
    const auto other =
        std::find_if(before.begin(), before.end(), [&](const RequiredItem& i) { return i.key == when.item; });
    if (other == before.end())
        at.at("item").fail(phrase("No item before this one has the key \"{1}\".", when.item));
    for (const JsonAt& answer : shortList(at, "answers", 20)) {
        when.answers.push_back(title(answer));
        if (!offers(*other, when.answers.back()))
            answer.fail(phrase("\"{1}\" is not an answer that this item offers.", when.answers.back()));
    }
    if (when.answers.empty()) at.fail(phrase("\"answers\" names none: the item would never be asked."));
    return when;
}

} // namespace

std::vector<RequiredItem> items(const JsonAt& root, std::string_view key) {
    std::vector<RequiredItem> out;
    for (const JsonAt& at : shortList(root, key)) {
        auto read = item(at);
        if (at.has("asked_when")) read.askedWhen = askedWhen(at.at("asked_when"), out);
        addUnique(out, std::move(read), &RequiredItem::key, at.at("key"));
    }
    return out;
}

std::vector<OrderSetEntry> orders(const JsonAt& root) {
    std::vector<OrderSetEntry> out;
    for (const JsonAt& at : shortList(root, "orders")) {
        at.expectOnly(
            {"drug", "unit", "route", "indication", "note", "class", "doses", "max_single", "source"});
        OrderSetEntry entry{title(at.at("drug")),
                            title(at.at("unit")),
                            title(at.at("route")),
                            title(at.at("indication")),
                            at.text("note", 600),
                            at.text("class", 60),
                            {},
                            0};
        for (const JsonAt& dose : shortList(at, "doses", 10)) {
            const double value = numberWithin(dose, 0.001, 10'000);
            if (!entry.doses.empty() && value <= entry.doses.back())
                dose.fail(phrase("Doses must rise, and none may come twice."));
            entry.doses.push_back(value);
        }
        if (at.has("max_single")) entry.maxSingle = numberWithin(at.at("max_single"), 0.001, 10'000);
        if (entry.maxSingle > 0 && !entry.doses.empty() && entry.doses.back() > entry.maxSingle)
            at.at("max_single").fail(phrase("A dose on the list is above the largest single dose."));
        for (const auto& other : out)
            if (other.drug == entry.drug && other.route == entry.route && other.unit == entry.unit)
                at.at("drug").fail(phrase("\"{1}\" by this route is used twice.", entry.drug));
        out.push_back(std::move(entry));
    }
    return out;
}

DischargeGate gate(const JsonAt& at) {
    at.expectOnly({"after_treatment_end_min", "after_first_spray_min", "nibp_within_percent",
                   "nibp_sys_below", "nibp_dia_below", "nibp_sys_at_least", "spo2_at_least",
                   "spo2_on_room_air", "room_air_for_min", "nausea_at_most", "aldrete_at_least",
                   "moaas_at_least", "oriented", "steady_gait", "escort", "measured_within_min", "source"});
    const auto number = [&](std::string_view key, double least, double most) {
        return at.has(key) ? std::optional(numberWithin(at.at(key), least, most)) : std::nullopt;
    };
    const auto minutes = [&](std::string_view key) {
        return at.has(key) ? std::optional(minutesWithin(at.at(key), 0, 24 * 60)) : std::nullopt;
    };
    DischargeGate g;
    g.afterTreatmentEnd = minutes("after_treatment_end_min");
    g.afterFirstSpray = minutes("after_first_spray_min");
    g.nibpWithinPercent = number("nibp_within_percent", 1, 100);
    g.nibpSysBelow = number("nibp_sys_below", 50, 280);
    g.nibpDiaBelow = number("nibp_dia_below", 20, 200);
    g.nibpSysAtLeast = number("nibp_sys_at_least", 50, 280);
    if (g.nibpSysBelow && g.nibpSysAtLeast && *g.nibpSysBelow <= *g.nibpSysAtLeast)
        at.at("nibp_sys_at_least")
            .fail(phrase("The limits of the systolic pressure are reversed: no pressure would pass."));
    g.spo2AtLeast = number("spo2_at_least", 50, 100);
    g.spo2OnRoomAir = at.boolean("spo2_on_room_air", false);
    if (g.spo2OnRoomAir && !g.spo2AtLeast)
        at.at("spo2_on_room_air")
            .fail(phrase("Room air is asked for, but no saturation: give \"spo2_at_least\"."));
    g.roomAirFor = minutes("room_air_for_min").value_or(Millis{0});
    if (at.has("room_air_for_min") && !g.spo2OnRoomAir)
        at.at("room_air_for_min").fail(phrase("This goes with \"spo2_on_room_air\": true."));
    g.nauseaAtMost = number("nausea_at_most", 0, 10);
    g.aldreteAtLeast = number("aldrete_at_least", 0, 10);
    g.moaasAtLeast = number("moaas_at_least", 0, 5);
    g.orientedX3 = at.boolean("oriented", false);
    g.steadyGait = at.boolean("steady_gait", false);
    g.escort = at.boolean("escort", false);
    if (at.has("measured_within_min"))
        g.measuredWithin = minutesWithin(at.at("measured_within_min"), 1, 24 * 60);
    return g;
}

} // namespace chairside::protocol_parts
