// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/ledger.h"

#include "core/base/number.h"
#include "core/base/phrase.h"

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

std::string mg(double value) {
    return formatNumber(value, 2) + " mg";
}

} // namespace

void Ledger::apply(const Event& event) {
    const auto& b = event.body;
    if (std::holds_alternative<DrugDrawn>(b) || std::holds_alternative<DrugWasted>(b) ||
        std::holds_alternative<DiscrepancyNamed>(b) || std::holds_alternative<SprayGiven>(b) ||
        std::holds_alternative<EntryWithdrawn>(b))
        entries_.apply(event);
}

bool Ledger::anySingleUse() const {
    return std::any_of(entries_.all().begin(), entries_.all().end(), [](const Event& e) {
        const auto* drawn = std::get_if<DrugDrawn>(&e.body);
        return drawn && drawn->vialMg > 0;
    });
}

// The rest of a multi-dose vial never left the stock, so discarding it is no part of this session's sum.
bool Ledger::counts(const DrugWasted& waste) const {
    return waste.from != kWasteFromVial || anySingleUse();
}

double Ledger::takenMg() const {
    const auto vials = vialsOf(entries_.all());
    double taken = 0;
    for (const auto& vial : vials) taken += vial.takenMg();
    if (!vials.empty()) return taken;
    for (const Event& e : entries_.all()) // a nasal device that nobody drew is taken when it is used
        if (const auto* s = std::get_if<SprayGiven>(&e.body)) taken += s->mg;
    return taken;
}

double Ledger::wastedMg() const {
    double sum = 0;
    for (const Event& e : entries_.all())
        if (const auto* w = std::get_if<DrugWasted>(&e.body); w && counts(*w)) sum += w->mg;
    return sum;
}

double Ledger::drawnMl() const {
    double sum = 0;
    for (const Event& e : entries_.all())
        if (const auto* d = std::get_if<DrugDrawn>(&e.body)) sum += d->ml;
    return sum;
}

std::vector<LedgerLine> Ledger::draws() const {
    const auto vials = vialsOf(entries_.all());
    std::vector<LedgerLine> lines;
    for (const Event& e : entries_.all()) {
        const auto* d = std::get_if<DrugDrawn>(&e.body);
        if (!d) continue;
        const auto opened = std::find_if(vials.begin(), vials.end(),
                                         [&](const VialUse& v) { return v.draws.front() == e.id; });
        const bool again = opened == vials.end();
        const double taken = d->vialMg <= 0 ? d->mg : again ? 0 : opened->takenMg();
        lines.push_back({d->vial, d->lot, d->expiry, taken, d->mg, e.effective, again});
    }
    return lines;
}

std::vector<VialUse> Ledger::openVials(const std::optional<Uuid>& except) const {
    auto entries = entries_.all();
    std::erase_if(entries, [&](const Event& e) { return e.id == except; });
    auto vials = vialsOf(entries);
    std::erase_if(vials, [](const VialUse& v) { return v.leftMg() <= 0; });
    return vials;
}

std::string Ledger::witnessProblem() const {
    for (const Event& e : entries_.all()) {
        const auto* w = std::get_if<DrugWasted>(&e.body);
        if (!w || w->mg <= 0) continue;
        if (w->witness.id.empty()) return phrase("The waste of {1} has no witness yet.", mg(w->mg));
        if (w->witness.id == e.actor.id)
            return phrase(
                "The waste of {1} was witnessed by the person who wasted it; another person must witness it.",
                mg(w->mg));
    }
    return {};
}

LedgerBalance Ledger::balance(double givenMg) const {
    LedgerBalance b;
    b.takenMg = takenMg();
    b.givenMg = givenMg;
    b.wastedMg = wastedMg();
    for (const Event& e : entries_.all())
        if (const auto* d = std::get_if<DiscrepancyNamed>(&e.body)) b.namedMg += std::abs(d->mg);
    b.differenceMg = b.takenMg - b.givenMg - b.wastedMg;
    b.toleranceMg = std::max(kLedgerToleranceMg, kLedgerTolerancePercent / 100 * b.takenMg);
    const double bound = b.toleranceMg * (1 + 1e-9);
    b.inBalance = std::abs(b.differenceMg) <= bound;
    const bool explained = b.namedMg > 0 && std::abs(std::abs(b.differenceMg) - b.namedMg) <= bound;
    const std::string witness = witnessProblem();
    b.settled = (b.inBalance || explained) && witness.empty();
    const std::string sum =
        phrase("{1} taken, {2} given, {3} wasted", mg(b.takenMg), mg(b.givenMg), mg(b.wastedMg));
    if (!witness.empty())
        b.sentence = witness;
    else if (b.inBalance)
        b.sentence = phrase("The ledger balances: {1}.", sum);
    else if (explained)
        b.sentence = phrase("The ledger is explained: {1}, discrepancy of {2} named.", sum, mg(b.namedMg));
    else
        b.sentence = phrase(
            "The ledger does not balance: {1}; {2}{3}", sum, mg(std::abs(b.differenceMg)),
            (b.differenceMg > 0
                 ? phrase(" not accounted for. Record the waste with a witness, or name the discrepancy.")
                 : phrase(" more than was taken. Record what was drawn, or name the discrepancy.")));
    return b;
}

WastePlan wastePlan(double vialContentMg, double doseMg, double givenMg) {
    WastePlan plan;
    plan.bagMg = std::max(0.0, doseMg - givenMg);
    plan.vialMg = std::max(0.0, vialContentMg - doseMg);
    plan.totalMg = plan.bagMg + plan.vialMg;
    return plan;
}

} // namespace chairside
