// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/side_effect_panel.h"

#include "core/domain/side_effect.h"
#include "ui/style/chip.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/stored_text.h"
#include "ui/style/text_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace chairside {
namespace {
constexpr int kSideEffectPanelColumns = 5, kSeverities = 3;
}

SideEffectPanel::SideEffectPanel(std::vector<Option> options, QWidget* parent)
    : EntryPanel(tr("Side effects"), parent), options_(std::move(options)), find_(new QLineEdit),
      grid_(new QGridLayout), more_(new PushButton(tr("All"))), end_(new PushButton(tr("End it"))),
      detail_(new QWidget), detailText_(new TextLabel({}, type::kBody, Tone::normal, QFont::DemiBold)),
      none_(new TextLabel(tr("One touch notes a mild onset, a second touch ends it."), type::kSmall,
                          Tone::quiet)) {
    find_->setPlaceholderText(tr("Type to find"));
    find_->setAccessibleName(tr("Find a side effect"));
    find_->setFixedWidth(220);
    more_->setCheckable(true);
    more_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* top = new QHBoxLayout;
    top->setSpacing(space::kGap);
    top->addWidget(find_);
    top->addWidget(more_);
    top->addWidget(none_, 1);
    auto* line = new QHBoxLayout(detail_);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::kTight);
    line->addWidget(detailText_);
    const QStringList words{tr("1 mild"), tr("2 moderate"), tr("3 severe")};
    for (int severity = 1; severity <= kSeverities; ++severity) {
        auto* button = new PushButton(words.at(severity - 1));
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this, [this, severity] { setSeverity(severity); });
        severities_.push_back(button);
        line->addWidget(button);
    }
    line->addWidget(end_);
    top->addWidget(detail_);
    body()->addLayout(top);
    judgement_ = makeJudgement();
    body()->addWidget(judgement_);
    grid_->setSpacing(space::kTight);
    body()->addLayout(grid_);
    body()->addStretch(1);
    for (const Option& option : options_) {
        auto* button = new PushButton(option.label);
        button->setTextSize(type::kSmall);
        button->setToolTip(option.label.toHtmlEscaped());
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        connect(button, &QPushButton::clicked, this, [this, key = option.key] { touch(key); });
        buttons_.push_back(button);
    }
    connect(find_, &QLineEdit::textEdited, this, &SideEffectPanel::arrange);
    connect(find_, &QLineEdit::returnPressed, this, [this] {
        if (find_->text().trimmed().isEmpty()) // Enter alone must not chart whatever happens to stand first
            return say(tr("Type a few letters of the side effect first, or touch it."));
        for (std::size_t i = 0; i < buttons_.size(); ++i)
            if (!buttons_[i]->isHidden()) return touch(options_[i].key);
    });
    connect(more_, &QPushButton::toggled, this, [this](bool on) {
        all_ = on;
        arrange();
    });
    connect(end_, &QPushButton::clicked, this, &SideEffectPanel::endSelected);
    arrange();
    refresh();
}

/// What was done about the chosen effect, and whether the treatment caused it; both may be said later.
QWidget* SideEffectPanel::makeJudgement() {
    auto* row = new QWidget;
    auto* flow = new FlowLayout(row, space::kUnit);
    flow->addWidget(new TextLabel(tr("Caused by the treatment"), type::kSmall, Tone::quiet));
    for (std::size_t i = 0; i < kRelatedness.size(); ++i) {
        auto* chip = new Chip(storedText(std::string(kRelatedness[i])));
        chip->setCheckable(true);
        chip->setAccessibleName(tr("Caused by the treatment: %1").arg(chip->text()));
        connect(chip, &QPushButton::clicked, this, [this, i] { setRelatedness(i); });
        related_.push_back(chip);
        flow->addWidget(chip);
    }
    flow->addWidget(new TextLabel(tr("Action"), type::kSmall, Tone::quiet));
    for (const auto word : kEffectActions) {
        const std::string action(word);
        auto* chip = new Chip(storedText(action)); // stored as it stands here
        chip->setAccessibleName(tr("Action: %1").arg(chip->text()));
        connect(chip, &QPushButton::clicked, this, [this, action] { setAction(action); });
        actions_.push_back(chip);
        flow->addWidget(chip);
    }
    return row;
}

void SideEffectPanel::setRelatedness(std::size_t which) {
    if (const Present* present = presentOf(selected_); present && !isCorrecting())
        submit(ItemConfirmed{judgementList(present->id), std::string(kRelatednessItem),
                             std::string(kRelatedness[which])});
    refresh();
}

void SideEffectPanel::setAction(const std::string& action) {
    if (const Present* present = presentOf(selected_); present && !isCorrecting())
        submit(SideEffectChanged{present->id, present->severity, action});
}

void SideEffectPanel::begin() {
    selected_.clear();
    find_->clear();
    more_->setChecked(false);
    arrange();
    refresh();
    EntryPanel::begin();
}

void SideEffectPanel::focusFirst() {
    find_->setFocus();
}

PushButton* SideEffectPanel::button(const std::string& key) const {
    for (std::size_t i = 0; i < options_.size(); ++i)
        if (options_[i].key == key) return buttons_[i];
    return nullptr;
}

PushButton* SideEffectPanel::severityButton(int severity) const {
    return severities_[static_cast<std::size_t>(severity - 1)];
}

const SideEffectPanel::Present* SideEffectPanel::presentOf(const std::string& key) const {
    const auto found =
        std::find_if(present_.begin(), present_.end(), [&](const Present& p) { return p.key == key; });
    return found == present_.end() ? nullptr : &*found;
}

QString SideEffectPanel::labelOf(const std::string& key) const {
    for (const Option& option : options_)
        if (option.key == key) return option.label;
    return QString::fromStdString(key);
}

void SideEffectPanel::setPresent(const std::vector<Present>& present) {
    if (present == present_) return;
    present_ = present;
    refresh();
    arrange();
}

void SideEffectPanel::select(const Uuid& id) {
    for (const Present& present : present_)
        if (present.id == id) selected_ = present.key;
    refresh();
}

/// In a correction the panel knows one effect only, the one to correct.
void SideEffectPanel::showBefore(const EventBody& body) {
    const auto* began = std::get_if<SideEffectBegan>(&body);
    if (!began) return;
    selected_ = began->effect;
    setPresent({{Uuid{}, began->effect, began->severity, {}}});
    end_->hide();
    none_->setText(tr("Touch the effect or the severity that it should have been."));
    refresh();
}

void SideEffectPanel::submitCorrection(const std::string& key, int severity) {
    auto began = *before<SideEffectBegan>();
    began.effect = key;
    began.severity = severity;
    submit(began);
    refresh();
}

void SideEffectPanel::touch(const std::string& key) {
    if (const auto* old = before<SideEffectBegan>()) return submitCorrection(key, old->severity);
    selected_ = key;
    if (presentOf(key)) return endSelected();
    SideEffectBegan began;
    began.effect = key;
    began.severity = 1;
    submit(began);
    refresh();
}

void SideEffectPanel::setSeverity(int severity) {
    if (const auto* old = before<SideEffectBegan>()) return submitCorrection(old->effect, severity);
    const Present* present = presentOf(selected_);
    if (!present || present->severity == severity) return refresh();
    submit(SideEffectChanged{present->id, severity, {}});
}

void SideEffectPanel::endSelected() {
    if (const Present* present = presentOf(selected_)) submit(SideEffectEnded{present->id});
}

void SideEffectPanel::arrange() {
    const QString query = find_->text().trimmed();
    int shown = 0;
    while (grid_->count()) delete grid_->takeAt(0);
    for (std::size_t i = 0; i < options_.size(); ++i) {
        const bool there = presentOf(options_[i].key) != nullptr;
        const bool wanted = query.isEmpty() ? all_ || options_[i].common || there
                                            : options_[i].label.contains(query, Qt::CaseInsensitive);
        if (wanted) {
            grid_->addWidget(buttons_[i], shown / kSideEffectPanelColumns, shown % kSideEffectPanelColumns);
            ++shown;
        }
        buttons_[i]->setVisible(wanted);
    }
    for (int column = 0; column < kSideEffectPanelColumns; ++column) grid_->setColumnStretch(column, 1);
    if (!query.isEmpty() && shown == 0)
        say(tr("No side effect on the list is named like that. Choose another word, or write a note."));
    else if (!isAsking())
        clearMessage();
}

void SideEffectPanel::refresh() {
    for (std::size_t i = 0; i < options_.size(); ++i) {
        const Present* present = presentOf(options_[i].key);
        buttons_[i]->setHighlighted(present != nullptr);
        buttons_[i]->setSubline(!present ? QString()
                                : present->since.isEmpty()
                                    ? tr("severity %1").arg(present->severity)
                                    : tr("severity %1 since %2").arg(present->severity).arg(present->since));
        buttons_[i]->setFixedHeight(52);
    }
    const Present* chosen = presentOf(selected_);
    detail_->setVisible(chosen != nullptr);
    judgement_->setVisible(chosen != nullptr && !isCorrecting());
    none_->setVisible(chosen == nullptr);
    if (!chosen) return;
    detailText_->setText(labelOf(selected_));
    for (int severity = 1; severity <= kSeverities; ++severity)
        severityButton(severity)->setChecked(chosen->severity == severity);
    for (std::size_t i = 0; i < related_.size(); ++i)
        related_[i]->setChecked(chosen->relatedness == kRelatedness[i]);
}

} // namespace chairside
