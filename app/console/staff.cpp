// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/staff.h"

#include "core/base/text.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace chairside {
namespace {

constexpr qint64 kLargestFile = 1 << 20;

} // namespace

Status Staff::load() {
    QFile file(file_);
    if (!file.exists()) return Done{};
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return Error{"The list of colleagues " + file_.toStdString() +
                     " can't be read; add names again, the file is left as it is."};
    QJsonParseError issue;
    const auto list = QJsonDocument::fromJson(file.readAll(), &issue).array();
    if (issue.error != QJsonParseError::NoError)
        return Error{"The list of colleagues " + file_.toStdString() + " is damaged (" +
                     issue.errorString().toStdString() + "); it is left as it is."};
    for (const auto& entry : list) {
        const auto object = entry.toObject();
        Actor person{object[u"id"].toString().toStdString(),
                     cleanName(object[u"name"].toString().toStdString()),
                     object[u"role"].toString() == u"prescriber" ? Role::prescriber : Role::nurse};
        if (!person.id.empty() && !person.name.empty()) people_.push_back(person);
    }
    return Done{};
}

Status Staff::add(const Actor& person) {
    people_.push_back(person);
    if (demo_) return Done{};
    QJsonArray list;
    for (const auto& p : people_)
        list.append(
            QJsonObject{{QStringLiteral("id"), QString::fromStdString(p.id)},
                        {QStringLiteral("name"), QString::fromStdString(p.name)},
                        {QStringLiteral("role"), p.role == Role::prescriber ? QStringLiteral("prescriber")
                                                                            : QStringLiteral("nurse")}});
    QSaveFile file(file_);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(list).toJson()) < 0 || !file.commit())
        return Error{"The name is used for now but could not be kept in " + file_.toStdString() + "."};
    return Done{};
}

void Staff::useDemoPeople() {
    demo_ = true;
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

} // namespace chairside
