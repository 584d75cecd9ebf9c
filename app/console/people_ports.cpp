// SPDX-License-Identifier: GPL-3.0-or-later
// The clinic page's people, bound to the staff list: who has to confirm a change, and with which PIN.
#include "app/console/clinic_ports.h"
#include "app/console/staff.h"
#include "core/base/phrase.h"
#include "ui/style/words.h"

#include <algorithm>

namespace chairside {
namespace {

QString pinWords(const Staff& staff, const Actor& person) {
    const auto* pin = staff.pinOf(person.id);
    if (!pin) return tr("no PIN, the name counts as chosen");
    return pin->setWith.empty() || pin->setWith == person.name
               ? tr("PIN set on %1").arg(text(pin->setOn))
               : tr("PIN set on %1, confirmed by %2").arg(text(pin->setOn), text(pin->setWith));
}

PeopleSection::State stateOf(const Staff& staff) {
    PeopleSection::State state;
    for (const auto& person : staff.people())
        state.people.push_back({person, staff.pinOf(person.id) != nullptr, pinWords(staff, person),
                                staff.mayVouchFor(person.id)});
    state.vouchers = staff.mayVouchFor({});
    state.everybody = staff.asksEverybody();
    if (staff.isDemo())
        state.whyNoChange = tr("These are the demo's invented people. The clinic's own list is here "
                               "again after the next start.");
    return state;
}

/// Nobody has to confirm as long as nobody could; then one of them does, with their PIN.
Status vouched(Staff& staff, const std::vector<Actor>& vouchers, const PeopleSection::Voucher& by) {
    if (vouchers.empty()) return Done{};
    const bool may =
        std::any_of(vouchers.begin(), vouchers.end(), [&](const Actor& one) { return one.id == by.person; });
    if (!may)
        return Error{phrase(
            "This change needs the PIN of a prescriber: choose who confirms it. Nothing was changed.")};
    if (by.pin.empty())
        return Error{phrase("The PIN of the one who confirms is missing. Nothing was changed.")};
    return staff.checkPin(by.person, by.pin);
}

} // namespace

void addPeoplePorts(ClinicPage::Ports& ports, Staff& staff, std::function<std::string()> today,
                    std::function<void()> changed) {
    ports.people = [&staff] { return stateOf(staff); };
    ports.servePeople = [&staff, today = std::move(today),
                         changed = std::move(changed)](PeopleSection& section) {
        const auto serve = [&section, &staff, changed](const std::vector<Actor>& vouchers,
                                                       const PeopleSection::Voucher& by, auto change,
                                                       const QString& words) {
            auto done = vouched(staff, vouchers, by);
            if (done) done = change();
            if (done) {
                changed();
                section.setState(stateOf(staff));
            }
            section.showAnswer(static_cast<bool>(done), done ? words : text(done.error().message));
        };
        using Voucher = PeopleSection::Voucher;
        QObject::connect(&section, &PeopleSection::addRequested, &section,
                         [&staff, serve](const Actor& person, const Voucher& by) {
                             const auto who = person.role == Role::prescriber ? staff.mayVouchFor({})
                                                                              : std::vector<Actor>{};
                             serve(
                                 who, by, [&] { return staff.add(person); },
                                 tr("%1 is on the list now.").arg(text(person.name)));
                         });
        QObject::connect(
            &section, &PeopleSection::pinRequested, &section,
            [&staff, serve, today](const QString& person, const QString& pin, const Voucher& by) {
                const auto id = person.toStdString();
                serve(
                    staff.mayVouchFor(id), by,
                    [&] { return staff.setPin(id, pin.toStdString(), by.person, today()); },
                    tr("The PIN holds from now on."));
            });
        QObject::connect(&section, &PeopleSection::removeRequested, &section,
                         [&staff, serve](const QString& person, const Voucher& by) {
                             const auto id = person.toStdString();
                             serve(
                                 staff.mayVouchFor(id), by, [&] { return staff.remove(id); },
                                 tr("Taken off the list; what they recorded stays in the record."));
                         });
        QObject::connect(&section, &PeopleSection::everybodyRequested, &section,
                         [&staff, serve](bool on, const Voucher& by) {
                             serve(staff.mayVouchFor({}), by, [&] { return staff.askEverybody(on); }, {});
                         });
    };
}

} // namespace chairside
