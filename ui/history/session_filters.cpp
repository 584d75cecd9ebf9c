// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/session_filters.h"

#include "core/base/number.h"
#include "ui/entry/identity_rules.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/text_label.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <bit>

namespace chairside {
namespace {

QString isoOf(LocalDay day) {
    return QString::fromStdString(formatDate({static_cast<std::int64_t>(day) * 86'400'000, 0}));
}

QComboBox* choice(const QString& all, const QString& name) {
    auto* box = new QComboBox;
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    box->addItem(all);
    box->setAccessibleName(name);
    return box;
}

void fill(QComboBox& box, const std::vector<std::string>& names) {
    const auto chosen = box.currentIndex() > 0 ? box.currentText() : QString();
    QStringList sorted;
    for (const auto& name : names)
        if (!name.empty()) sorted << QString::fromStdString(name);
    if (!chosen.isEmpty() && !sorted.contains(chosen)) sorted << chosen;
    sorted.sort(Qt::CaseInsensitive);
    const QSignalBlocker quiet(box);
    while (box.count() > 1) box.removeItem(1);
    box.addItems(sorted);
    box.setCurrentIndex(chosen.isEmpty() ? 0 : 1 + static_cast<int>(sorted.indexOf(chosen)));
}

} // namespace

SessionFilters::SessionFilters(QWidget* parent) : Card({}, parent) {
    setPadding(space::kGap);
    content()->setSpacing(space::kTight);
    content()->addWidget(dates());
    problem_ = new TextLabel({}, type::kTiny, Tone::caution);
    problem_->setWrapping(true);
    problem_->hide();
    content()->addWidget(problem_);

    auto* boxes = new QHBoxLayout;
    boxes->setSpacing(space::kTight);
    protocol_ = choice(tr("Any protocol"), tr("Protocol"));
    nurse_ = choice(tr("Any nurse"), tr("Nurse"));
    for (auto* box : {protocol_, nurse_}) {
        boxes->addWidget(box, 1);
        connect(box, &QComboBox::currentIndexChanged, this, &SessionFilters::changed);
    }
    content()->addLayout(boxes);

    auto* chips = new QWidget;
    auto* flow = new FlowLayout(chips, space::kUnit);
    const std::pair<std::uint32_t, QString> flags[] = {{fact::kAborted, tr("Stopped early")},
                                                       {fact::kActionPressure, tr("BP at action level")},
                                                       {fact::kSevereDissociation, tr("Severe dissociation")},
                                                       {fact::kUnsigned, tr("Unsigned")},
                                                       {fact::kIncomplete, tr("Incomplete")},
                                                       {fact::kImported, tr("Imported")}};
    for (const auto& [flag, name] : flags) {
        auto* chip = new Chip(name);
        chip->setCheckable(true);
        connect(chip, &QPushButton::toggled, this, [this] {
            if (!quiet_) Q_EMIT changed();
        });
        flow->addWidget(chip);
        flags_.emplace_back(flag, chip);
    }
    content()->addWidget(chips);
}

QWidget* SessionFilters::dates() {
    auto* whole = new QWidget;
    auto* grid = new QGridLayout(whole);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(space::kTight);
    const auto field = [&](const QString& name, const QString& hint, std::optional<LocalDay>& day) {
        auto* edit = new QLineEdit;
        edit->setPlaceholderText(hint);
        edit->setAccessibleName(name);
        edit->setToolTip(tr("A date such as 2026-11-21 or 21.11.2026"));
        connect(edit, &QLineEdit::textChanged, this, [this, edit, &day] { read(*edit, day); });
        return edit;
    };
    from_ = field(tr("First day"), tr("From date"), fromDay_);
    to_ = field(tr("Last day"), tr("To date"), toDay_);
    grid->addWidget(from_, 0, 0);
    grid->addWidget(to_, 0, 1);
    auto* presets = new QWidget;
    auto* flow = new FlowLayout(presets, space::kUnit);
    const std::pair<QString, int> spans[] = {
        {tr("Today"), 1}, {tr("7 days"), 7}, {tr("30 days"), 30}, {tr("Year"), 365}};
    for (const auto& [name, days] : spans) {
        auto* chip = new Chip(name);
        connect(chip, &QPushButton::clicked, this, [this, length = days] {
            const auto today = localDay(now_);
            setDates(today - length + 1, today);
        });
        flow->addWidget(chip);
    }
    grid->addWidget(presets, 1, 0, 1, 2);
    return whole;
}

void SessionFilters::setDates(LocalDay from, LocalDay to) {
    quiet_ = true;
    from_->setText(isoOf(from));
    to_->setText(isoOf(to));
    quiet_ = false;
    Q_EMIT changed();
}

/// While a date is being typed the list stays as it was; an empty field is no limit.
void SessionFilters::read(QLineEdit& field, std::optional<LocalDay>& into) {
    const auto iso = isoBirthDate(field.text().trimmed());
    const bool wrong = !field.text().trimmed().isEmpty() && !iso;
    field.setProperty("problem", wrong);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
    const auto before = into;
    if (!wrong) into = iso ? localDayOf(iso->toStdString()) : std::nullopt;
    const bool turned = fromDay_ && toDay_ && *fromDay_ > *toDay_;
    problem_->setText(wrong    ? tr("Type a date such as 2026-11-21 or 21.11.2026.")
                      : turned ? tr("The first day lies behind the last one, so nothing can be found.")
                               : QString());
    problem_->setVisible(wrong || turned);
    if (!quiet_ && into != before) Q_EMIT changed();
}

void SessionFilters::setChoices(const std::vector<std::string>& protocols,
                                const std::vector<std::string>& nurses) {
    fill(*protocol_, protocols);
    fill(*nurse_, nurses);
}

void SessionFilters::apply(SessionQuery& query) const {
    query.from = fromDay_;
    query.to = toDay_;
    query.protocol = protocol_->currentIndex() > 0 ? protocol_->currentText().toStdString() : std::string();
    query.nurse = nurse_->currentIndex() > 0 ? nurse_->currentText().toStdString() : std::string();
    query.flags = 0;
    for (const auto& [flag, chip] : flags_)
        if (chip->isChecked()) query.flags |= flag;
}

int SessionFilters::active() const {
    SessionQuery query;
    apply(query);
    return int(query.from.has_value()) + int(query.to.has_value()) + int(!query.protocol.empty()) +
           int(!query.nurse.empty()) + std::popcount(query.flags);
}

bool SessionFilters::needFigures() const {
    SessionQuery query;
    apply(query);
    return query.flags != 0 || !query.nurse.empty();
}

QString SessionFilters::words() const {
    QStringList parts;
    if (fromDay_ && toDay_ && *fromDay_ == *toDay_)
        parts << tr("on %1").arg(isoOf(*fromDay_));
    else {
        if (fromDay_) parts << tr("from %1").arg(isoOf(*fromDay_));
        if (toDay_) parts << tr("to %1").arg(isoOf(*toDay_));
    }
    for (const auto* box : {protocol_, nurse_})
        if (box->currentIndex() > 0) parts << box->currentText();
    for (const auto& [flag, chip] : flags_)
        if (chip->isChecked()) parts << chip->text();
    return parts.join(QStringLiteral(" · "));
}

void SessionFilters::clear() {
    if (active() == 0 && from_->text().isEmpty() && to_->text().isEmpty()) return;
    quiet_ = true;
    from_->clear();
    to_->clear();
    {
        const QSignalBlocker first(protocol_), second(nurse_);
        protocol_->setCurrentIndex(0);
        nurse_->setCurrentIndex(0);
    }
    for (const auto& [flag, chip] : flags_) chip->setChecked(false);
    quiet_ = false;
    Q_EMIT changed();
}

} // namespace chairside
