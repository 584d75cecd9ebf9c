// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_list_model.h"

#include "core/base/number.h"

#include <QCoreApplication>

namespace chairside {
namespace {

constexpr int kPage = 100;

QString tr(const char* text) {
    return QCoreApplication::translate("SessionList", text);
}

} // namespace

QString patientName(const Patient& patient) {
    auto name = QString::fromStdString(patient.familyName).toUpper();
    if (!patient.givenName.empty()) name += QStringLiteral(", ") + QString::fromStdString(patient.givenName);
    return name;
}

QString longDate(WallTime at) {
    static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto local = std::chrono::sys_time<Millis>{Millis{at.utcMs} + Minutes{at.offsetMin}};
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(local)};
    return QStringLiteral("%1 %2 %3")
        .arg(unsigned(day.day()))
        .arg(tr(kMonths[unsigned(day.month()) - 1]))
        .arg(int(day.year()));
}

QString sessionTitle(const SessionSummary& session) {
    return longDate(session.opened) + QStringLiteral(" · ") + patientName(session.patient);
}

QString statusWords(const SessionSummary& session) {
    if (session.completed && !*session.completed) return tr("stopped early");
    switch (session.status) {
    case SessionStatus::open: return tr("open");
    case SessionStatus::discharged: return tr("unsigned");
    case SessionStatus::signedOff: return tr("signed");
    case SessionStatus::cancelled: return tr("cancelled");
    }
    return {};
}

QString sessionDetail(const SessionSummary& session) {
    QStringList parts;
    parts << QString::fromStdString(formatClock(session.opened)).left(5);
    if (session.doseMg)
        parts << QString::fromStdString(formatNumber(*session.doseMg, 2)) + QStringLiteral(" mg");
    if (!session.patient.mrn.empty())
        parts << QStringLiteral("MRN ") + QString::fromStdString(session.patient.mrn);
    if (session.demo) parts << tr("DEMO");
    if (session.simulated) parts << tr("simulated");
    if (session.speed > 1)
        parts << QString::fromStdString(formatNumber(session.speed, 0)) + QStringLiteral("×");
    return parts.join(QStringLiteral(" · "));
}

SessionListModel::SessionListModel(Fetch fetch, QObject* parent)
    : QAbstractListModel(parent), fetch_(std::move(fetch)) {}

void SessionListModel::setSearch(const QString& text) {
    if (text == search_) return;
    search_ = text;
    reload();
}

void SessionListModel::reload() {
    beginResetModel();
    rows_.clear();
    problem_.clear();
    more_ = true;
    auto page = fetch_(search_.toStdString(), 0, kPage);
    if (page) {
        rows_ = std::move(page).value();
        more_ = static_cast<int>(rows_.size()) == kPage;
    } else {
        problem_ = QString::fromStdString(page.error().message);
        more_ = false;
    }
    endResetModel();
}

const SessionSummary* SessionListModel::at(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < rows_.size() ? &rows_[row] : nullptr;
}

int SessionListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant SessionListModel::data(const QModelIndex& index, int role) const {
    const auto* session = at(index);
    if (!session) return {};
    if (role == Qt::DisplayRole) return sessionTitle(*session);
    if (role == Qt::AccessibleTextRole || role == Qt::AccessibleDescriptionRole)
        return QString(sessionTitle(*session) + QStringLiteral(", ") + sessionDetail(*session) +
                       QStringLiteral(", ") + statusWords(*session));
    return {};
}

bool SessionListModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && more_ && !rows_.empty();
}

void SessionListModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    auto page = fetch_(search_.toStdString(), static_cast<int>(rows_.size()), kPage);
    if (!page || page->empty()) {
        more_ = false;
        return;
    }
    more_ = static_cast<int>(page->size()) == kPage;
    const int first = static_cast<int>(rows_.size());
    beginInsertRows({}, first, first + static_cast<int>(page->size()) - 1);
    rows_.insert(rows_.end(), page->begin(), page->end());
    endInsertRows();
}

} // namespace chairside
