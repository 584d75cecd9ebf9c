// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_list_model.h"

#include "core/base/number.h"
#include "ui/style/origin_marks.h"
#include "ui/style/words.h"

#include <algorithm>
#include <iterator>

namespace chairside {
namespace {

constexpr std::size_t kPage = 100;

} // namespace

QString patientName(const Patient& patient) {
    auto name = QString::fromStdString(patient.familyName).toUpper();
    if (!patient.givenName.empty()) name += QStringLiteral(", ") + QString::fromStdString(patient.givenName);
    return name;
}

QString longDate(WallTime at) {
    static const char* const kMonths[] = {
        QT_TRANSLATE_NOOP("SessionList", "Jan"), QT_TRANSLATE_NOOP("SessionList", "Feb"),
        QT_TRANSLATE_NOOP("SessionList", "Mar"), QT_TRANSLATE_NOOP("SessionList", "Apr"),
        QT_TRANSLATE_NOOP("SessionList", "May"), QT_TRANSLATE_NOOP("SessionList", "Jun"),
        QT_TRANSLATE_NOOP("SessionList", "Jul"), QT_TRANSLATE_NOOP("SessionList", "Aug"),
        QT_TRANSLATE_NOOP("SessionList", "Sep"), QT_TRANSLATE_NOOP("SessionList", "Oct"),
        QT_TRANSLATE_NOOP("SessionList", "Nov"), QT_TRANSLATE_NOOP("SessionList", "Dec")};
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
    return sessionDetails(session).first();
}

QStringList sessionDetails(const SessionSummary& session) {
    const QStringList time{QString::fromStdString(formatClock(session.opened)).left(5)};
    QStringList dose, number, bareNumber;
    if (session.doseMg)
        dose << QString::fromStdString(formatNumber(*session.doseMg, 2)) + QStringLiteral(" mg");
    if (!session.patient.mrn.empty()) {
        bareNumber << QString::fromStdString(session.patient.mrn);
        number << QStringLiteral("MRN ") + bareNumber.first();
    }
    const auto marks = originMarks(session, {}); // a list knows no sources
    QStringList out;
    for (const auto& parts :
         {time + dose + number + marks, time + number + marks, time + bareNumber + marks, time + marks})
        out << parts.join(QStringLiteral(" · "));
    out.removeDuplicates();
    return out;
}

SessionListModel::SessionListModel(Rows rows, QObject* parent)
    : QAbstractListModel(parent), readRows_(std::move(rows)) {}

std::vector<SessionSummary> SessionListModel::read(std::size_t from, std::size_t count) {
    const auto begin = refs_.begin() + static_cast<std::ptrdiff_t>(from);
    auto rows = readRows_({begin, begin + static_cast<std::ptrdiff_t>(count)});
    problem_ = rows ? QString() : QString::fromStdString(rows.error().message);
    return rows ? std::move(rows).value() : std::vector<SessionSummary>();
}

void SessionListModel::setFound(std::vector<std::int64_t> refs) {
    if (!refs_.empty() && refs == refs_) return;
    beginResetModel();
    refs_ = std::move(refs);
    read_ = std::min(refs_.size(), kPage);
    rows_ = read(0, read_);
    endResetModel();
}

void SessionListModel::setNewest(std::vector<SessionSummary> sessions) {
    beginResetModel();
    refs_.clear();
    read_ = 0;
    problem_.clear();
    rows_ = std::move(sessions);
    endResetModel();
}

void SessionListModel::refresh(int first, int last) {
    const auto from = static_cast<std::size_t>(std::max(0, first));
    const auto to = std::min(static_cast<std::size_t>(std::max(0, last + 1)), rows_.size());
    if (rows_.size() != read_ || from >= to)
        return; // a row that is gone moves the others: only setFound() helps
    auto again = read(from, to - from);
    if (again.size() != to - from) return;
    std::move(again.begin(), again.end(), rows_.begin() + static_cast<std::ptrdiff_t>(from));
    Q_EMIT dataChanged(index(static_cast<int>(from)), index(static_cast<int>(to) - 1));
}

const SessionSummary* SessionListModel::at(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < rows_.size() ? &rows_[row] : nullptr;
}

QModelIndex SessionListModel::indexOf(const Uuid& session) const {
    for (std::size_t row = 0; row < rows_.size(); ++row)
        if (rows_[row].session == session) return index(static_cast<int>(row));
    return {};
}

bool SessionListModel::isMarked(const Uuid& session) const {
    return std::any_of(marked_.begin(), marked_.end(), [&](const auto& m) { return m.session == session; });
}

bool SessionListModel::setMarked(const QModelIndex& index, bool marked) {
    const auto* session = at(index);
    if (!session || isMarked(session->session) == marked) return session != nullptr;
    if (marked && marked_.size() >= kMostMarked) return false;
    if (marked)
        marked_.push_back(*session);
    else
        std::erase_if(marked_, [&](const auto& m) { return m.session == session->session; });
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole});
    Q_EMIT marksChanged();
    return true;
}

void SessionListModel::clearMarks() {
    if (marked_.empty()) return;
    marked_.clear();
    if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole});
    Q_EMIT marksChanged();
}

int SessionListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant SessionListModel::data(const QModelIndex& index, int role) const {
    const auto* session = at(index);
    if (!session) return {};
    if (role == Qt::DisplayRole) return sessionTitle(*session);
    if (role == Qt::CheckStateRole)
        return static_cast<int>(isMarked(session->session) ? Qt::Checked : Qt::Unchecked);
    if (role == Qt::AccessibleTextRole || role == Qt::AccessibleDescriptionRole)
        return QString(sessionTitle(*session) + QStringLiteral(", ") + sessionDetail(*session) +
                       QStringLiteral(", ") + statusWords(*session));
    return {};
}

bool SessionListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    return role == Qt::CheckStateRole && setMarked(index, value.toInt() == Qt::Checked);
}

Qt::ItemFlags SessionListModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsUserCheckable : Qt::NoItemFlags);
}

bool SessionListModel::canFetchMore(const QModelIndex& parent) const {
    return !parent.isValid() && read_ < refs_.size() && problem_.isEmpty();
}

void SessionListModel::fetchMore(const QModelIndex& parent) {
    if (!canFetchMore(parent)) return;
    auto page = read(read_, std::min(kPage, refs_.size() - read_));
    if (page.empty()) return;
    read_ += std::min(kPage, refs_.size() - read_);
    const int first = static_cast<int>(rows_.size());
    beginInsertRows({}, first, first + static_cast<int>(page.size()) - 1);
    std::move(page.begin(), page.end(), std::back_inserter(rows_));
    endInsertRows();
}

} // namespace chairside
