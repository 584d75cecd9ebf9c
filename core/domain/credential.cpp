// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/credential.h"

#include "core/base/phrase.h"
#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace chairside {
namespace {

struct Act {
    std::string_view key, words;
};
constexpr std::array kActs{
    Act{"signature", toSay("the signature")},
    Act{"addendum", toSay("the addendum")},
    Act{"hold_override", toSay("overriding the hold")},
    Act{"discharge_override", toSay("overriding the discharge criteria")},
    Act{"timeout_second", toSay("the second person of the time-out")},
    Act{"dose_order", toSay("the dose order")},
    Act{"dose_second", toSay("the second person for the dose")},
    Act{"waste_witness", toSay("the witness of waste")},
    Act{"stock_witness", toSay("the witness of a removal from stock")},
    Act{"count", toSay("the count")},
    Act{"count_second", toSay("the second person of the count")},
};

/// The one who acts, and the one beside them.
struct Vouchers {
    const Command& command;
    std::vector<Vouching>& out;

    void actor(std::string_view act) const { out.push_back({command.actor, std::string(act)}); }
    void other(const Actor& who, std::string_view act) const {
        if (!who.id.empty()) out.push_back({who, std::string(act)});
    }
    void operator()(const Signed&) const { actor("signature"); }
    void operator()(const AddendumAdded&) const { actor("addendum"); }
    void operator()(const HoldOverridden&) const { actor("hold_override"); }
    void operator()(const DischargeReady& b) const {
        if (!cleanNote(b.overrideReason).empty()) actor("discharge_override");
    }
    void operator()(const TimeoutConfirmed& b) const { other(b.second, "timeout_second"); }
    void operator()(const DoseOrdered&) const {
        if (command.actor.role == Role::prescriber) actor("dose_order");
        if (command.second) other(*command.second, "dose_second");
    }
    void operator()(const DrugWasted& b) const { other(b.witness, "waste_witness"); }
    void operator()(const StockRemoved& b) const { other(b.witness, "stock_witness"); }
    void operator()(const StockCounted& b) const {
        actor("count");
        other(b.second, "count_second");
    }
    template <class Other>
    void operator()(const Other&) const {}
};

std::string_view roleName(Role role) {
    switch (role) {
    case Role::nurse: return toSay("a nurse");
    case Role::prescriber: return toSay("a prescriber");
    case Role::witness: return toSay("a witness");
    case Role::system: return toSay("the program");
    }
    return {};
}

const Credential* find(const Command& command, const std::string& person) {
    const auto it = std::find_if(command.credentials.begin(), command.credentials.end(),
                                 [&](const Credential& c) { return c.person == person; });
    return it == command.credentials.end() ? nullptr : &*it;
}

} // namespace

std::vector<Vouching> vouchingOf(const Command& command) {
    std::vector<Vouching> out;
    std::visit(Vouchers{command, out}, command.ask);
    return out;
}

std::optional<Refusal> credentialProblem(const Command& command) {
    if (command.credentials.empty()) return std::nullopt;
    for (const auto& [who, act] : vouchingOf(command)) {
        const auto* known = find(command, who.id);
        if (!known)
            return Refusal{
                phrase("{1} is not on the staff list any more. Choose somebody who is; nothing was recorded.",
                       who.name)};
        if (known->role != who.role)
            return Refusal{phrase("The staff list has {1} as {2}, not as {3}; nothing was recorded.",
                                  who.name, phrase(roleName(known->role)), phrase(roleName(who.role)))};
        switch (known->standing) {
        case Credential::Standing::nameOnly:
        case Credential::Standing::proven: break;
        case Credential::Standing::pinOwed:
            return Refusal{phrase("{1} confirms {2} with their PIN.", who.name, actWords(act)), who.id};
        case Credential::Standing::pinUnset:
            return Refusal{phrase("{1} has no PIN yet, and this clinic asks everybody for one. Set it on the "
                                  "clinic page under People; nothing was recorded.",
                                  who.name)};
        }
    }
    return std::nullopt;
}

std::vector<ItemConfirmed> provenBy(const Command& command) {
    std::vector<ItemConfirmed> out;
    for (const auto& [who, act] : vouchingOf(command))
        if (const auto* known = find(command, who.id);
            known && known->standing == Credential::Standing::proven)
            out.push_back({std::string(kCredentialList), act, "pin", who.name});
    return out;
}

std::string actWords(std::string_view act) {
    const auto it = std::find_if(kActs.begin(), kActs.end(), [&](const Act& a) { return a.key == act; });
    return it == kActs.end() ? std::string(act) : phrase(it->words);
}

} // namespace chairside
