// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/staff.h"

#include "core/base/phrase.h"
#include "core/base/pin.h"
#include "core/base/text.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>
#include <chrono>

namespace chairside {
namespace {

constexpr qint64 kLargestList = 1 << 20;
constexpr int kMostAside = 100; ///< more damaged lists than this and a person has to look
/// So many wrong PINs in a row make this person wait (design): enough for slips, too few for guessing.
constexpr int kMostWrong = 5;
constexpr std::int64_t kWaitMs = 60'000;

constexpr QLatin1String kId("id"), kName("name"), kRole("role"), kPin("pin"), kSetOn("pin_set_on"),
    kSetWith("pin_set_with"), kPeople("people"), kEverybody("everybody_gives_a_pin"),
    kPrescriber("prescriber"), kNurse("nurse");

std::int64_t steadyMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

Staff::Staff(QString file) : monotonicMs(steadyMs), file_(std::move(file)) {}

Status Staff::load() {
    QFile file(file_);
    if (!file.exists()) return Done{};
    unread_ = true;
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestList)
        return Error{
            phrase("The list of colleagues {1} can't be read; add names again, the file is kept aside then.",
                   file_.toStdString())};
    QJsonParseError issue;
    const auto document = QJsonDocument::fromJson(file.readAll(), &issue);
    if (issue.error != QJsonParseError::NoError)
        return Error{phrase("The list of colleagues {1} is damaged at character {2}; add names again, the "
                            "file is kept aside then.",
                            file_.toStdString(), std::to_string(issue.offset))};
    unread_ = false;
    // A plain list is how it was kept before there were PINs.
    const auto list = document.isArray() ? document.array() : document.object()[kPeople].toArray();
    everybody_ = document.object()[kEverybody].toBool();
    for (const auto& entry : list) {
        const auto object = entry.toObject();
        Actor person{object[kId].toString().toStdString(), cleanName(object[kName].toString().toStdString()),
                     object[kRole].toString() == kPrescriber ? Role::prescriber : Role::nurse};
        if (person.id.empty() || person.name.empty()) continue;
        if (const auto hash = object[kPin].toString().toStdString(); !hash.empty())
            pins_[person.id] = {hash, object[kSetOn].toString().toStdString(),
                                object[kSetWith].toString().toStdString()};
        people_.push_back(std::move(person));
    }
    return Done{};
}

/// Under the first free name beside it, so that PINs and names in it can still be rescued by hand.
bool Staff::putAside() {
    for (int n = 1; n < kMostAside; ++n)
        if (const auto aside = QStringLiteral("%1.unread-%2").arg(file_).arg(n); !QFile::exists(aside))
            return QFile::rename(file_, aside);
    return false;
}

Status Staff::keep() {
    if (demo_) return Done{};
    if (unread_ && !putAside())
        return Error{
            phrase("The change holds for now but is not kept: {1} can't be read, and it could not be "
                   "put aside either. Nothing in it was changed.",
                   file_.toStdString())};
    unread_ = false;
    QJsonArray list;
    for (const auto& p : people_) {
        QJsonObject object{{kId, QString::fromStdString(p.id)},
                           {kName, QString::fromStdString(p.name)},
                           {kRole, p.role == Role::prescriber ? kPrescriber : kNurse}};
        if (const auto* pin = pinOf(p.id)) {
            object[kPin] = QString::fromStdString(pin->hash);
            object[kSetOn] = QString::fromStdString(pin->setOn);
            object[kSetWith] = QString::fromStdString(pin->setWith);
        }
        list.append(object);
    }
    const QJsonObject whole{{kPeople, list}, {kEverybody, everybody_}};
    QSaveFile file(file_);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(whole).toJson()) < 0 || !file.commit())
        return Error{phrase("The change holds for now but could not be kept in {1}.", file_.toStdString())};
    return Done{};
}

Status Staff::add(const Actor& person) {
    people_.push_back(person);
    return keep();
}

Status Staff::remove(const std::string& person) {
    std::erase_if(people_, [&](const Actor& p) { return p.id == person; });
    pins_.erase(person);
    tries_.erase(person);
    return keep();
}

Status Staff::askEverybody(bool on) {
    everybody_ = on;
    return keep();
}

void Staff::useDemoPeople() {
    demo_ = true;
    everybody_ = false;
    pins_.clear();
    people_ = {{"demo-okafor", "J. Okafor RN", Role::nurse},
               {"demo-lind", "T. Lind RN", Role::nurse},
               {"demo-haas", "Dr M. Haas", Role::prescriber}};
}

std::vector<Actor> Staff::others(const Actor& than) const {
    std::vector<Actor> list;
    for (const auto& p : people_)
        if (p.id != than.id) list.push_back(p);
    return list;
}

std::vector<Actor> Staff::prescribers() const {
    std::vector<Actor> list;
    for (const auto& p : people_)
        if (p.role == Role::prescriber) list.push_back(p);
    return list;
}

// ---- PINs ----

const Staff::Pin* Staff::pinOf(const std::string& person) const {
    const auto it = pins_.find(person);
    return it == pins_.end() ? nullptr : &it->second;
}

std::vector<Actor> Staff::mayVouchFor(const std::string& person) const {
    std::vector<Actor> out;
    for (const auto& p : people_)
        if (pinOf(p.id) && (p.id == person || p.role == Role::prescriber)) out.push_back(p);
    // The person itself in front: changing one's own PIN is the ordinary case.
    std::stable_partition(out.begin(), out.end(), [&](const Actor& p) { return p.id == person; });
    return out;
}

Status Staff::setPin(const std::string& person, const std::string& pin, const std::string& vouchedBy,
                     const std::string& today) {
    if (const auto problem = pinProblem(pin)) return Error{*problem};
    auto hash = hashPin(pin);
    if (!hash) return hash.error();
    const auto voucher =
        std::find_if(people_.begin(), people_.end(), [&](const Actor& p) { return p.id == vouchedBy; });
    pins_[person] = {std::move(hash).value(), today, voucher == people_.end() ? "" : voucher->name};
    tries_.erase(person);
    return keep();
}

Status Staff::checkPin(const std::string& person, const std::string& pin) {
    const auto* known = pinOf(person);
    if (!known)
        return Error{phrase("This person has no PIN yet. It is set on the clinic page, under People.")};
    auto& tries = tries_[person];
    const auto now = monotonicMs();
    const auto wait = [&] {
        return Error{phrase("Too many wrong PINs. Nothing was recorded; try again in {1} s. A forgotten PIN "
                            "is set anew on the clinic page, under People.",
                            std::to_string((tries.until - now + 999) / 1000))};
    };
    if (now < tries.until) return wait();
    if (isPin(known->hash, pin)) {
        tries = {};
        return Done{};
    }
    if (++tries.wrong % kMostWrong == 0) {
        tries.until = now + kWaitMs;
        return wait();
    }
    return Error{phrase("That is not the PIN of this person. Nothing was recorded; try again.")};
}

std::vector<Credential> Staff::credentials(const std::set<std::string>& proven) const {
    std::vector<Credential> out;
    for (const auto& p : people_) {
        Credential known{p.id, p.role, Credential::Standing::nameOnly};
        if (proven.contains(p.id))
            known.standing = Credential::Standing::proven;
        else if (pinOf(p.id))
            known.standing = Credential::Standing::pinOwed;
        else if (everybody_)
            known.standing = Credential::Standing::pinUnset;
        out.push_back(std::move(known));
    }
    return out;
}

} // namespace chairside
