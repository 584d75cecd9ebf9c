// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/import_dialog.h"

#include "core/base/number.h"
#include "core/base/phrase.h"
#include "ui/style/card.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"
#include "ui/style/words.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kImportWidth = 820, kListHeight = 300;

/// "HR /min"
QString signWords(const ChannelInfo& channel) {
    return QString::fromStdString(phrase(channel.label)) + u' ' + text(channel.unit);
}

} // namespace

ImportDialog::ImportDialog(ForeignRecording recording, Keep keep, QWidget* parent)
    : QDialog(parent), recording_(std::move(recording)), keep_(std::move(keep)), body_(new QWidget) {
    setWindowTitle(tr("Import a recording"));
    setModal(true);
    setMinimumWidth(kImportWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::kWide, space::kInside, space::kWide, space::kInside);
    column->setSpacing(space::kGap);
    column->addWidget(new TextLabel(windowTitle(), type::kTitle, Tone::normal, QFont::DemiBold));
    const auto begun = recording_.begun
                           ? text(formatDate(*recording_.begun) + " " + formatClock(*recording_.begun))
                           : tr("the file does not say when; it is filed under today");
    column->addWidget(new TextLabel(text(recording_.name) + QStringLiteral(" · ") + text(recording_.format) +
                                        QStringLiteral(" · ") + begun,
                                    type::kSmall, Tone::quiet));
    auto* body = new QVBoxLayout(body_);
    body->setContentsMargins(0, 0, 0, 0);
    body->setSpacing(space::kGap);
    body->addWidget(makeChannels());
    body->addWidget(makePatient());
    column->addWidget(body_);
    column->addWidget(makeFooter());
    refresh();
}

QWidget* ImportDialog::makeChannels() {
    auto* card = new Card(tr("Which channel is which vital sign"));
    auto* list = new QWidget;
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, space::kGap, 0);
    grid->setHorizontalSpacing(space::kGap);
    grid->setVerticalSpacing(space::kTight);
    const auto suggested = suggestedMap(recording_);
    int row = 0;
    for (std::size_t i = 0; i < recording_.channels.size(); ++i) {
        const auto& channel = recording_.channels[i];
        auto name = text(channel.name);
        if (!channel.unit.empty()) name += QStringLiteral(" (%1)").arg(text(channel.unit));
        grid->addWidget(new TextLabel(name, type::kBody), row, 0);
        const auto count = text(formatCount(static_cast<long long>(channel.values.size())));
        grid->addWidget(new TextLabel(channel.usable ? tr("%1 values").arg(count) : text(channel.reason),
                                      type::kSmall, Tone::quiet),
                        row, 1);
        QComboBox* choice = nullptr;
        if (channel.usable) {
            choice = new QComboBox;
            choice->setAccessibleName(tr("Vital sign of %1").arg(text(channel.name)));
            choice->addItem(tr("Leave out"), -1);
            for (const auto& known : allChannels())
                if (unitFits(known.channel, channel.unit))
                    choice->addItem(signWords(known), static_cast<int>(index(known.channel)));
            if (const auto at = suggested.find(i); at != suggested.end())
                choice->setCurrentIndex(choice->findData(static_cast<int>(index(at->second))));
            connect(choice, &QComboBox::currentIndexChanged, this, &ImportDialog::refresh);
            grid->addWidget(choice, row, 2);
        }
        choices_.push_back(choice);
        ++row;
    }
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 3);
    grid->setRowStretch(row, 1);
    auto* scroll = plainScroll(list);
    scroll->setMinimumHeight(kListHeight);
    card->content()->addWidget(scroll);
    return card;
}

QWidget* ImportDialog::makePatient() {
    auto* card = new Card(tr("Whose recording it is"));
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    const auto field = [&](const QString& words) {
        auto* edit = new QLineEdit;
        edit->setPlaceholderText(words);
        edit->setAccessibleName(words);
        connect(edit, &QLineEdit::textChanged, this, &ImportDialog::refresh);
        row->addWidget(edit, 1);
        return edit;
    };
    family_ = field(tr("Family name"));
    given_ = field(tr("Given name"));
    mrn_ = field(tr("Record number"));
    card->content()->addLayout(row);
    return card;
}

QWidget* ImportDialog::makeFooter() {
    auto* footer = new QWidget;
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::kTight);
    message_ = new TextLabel({}, type::kBody, Tone::normal);
    message_->setWrapping(true);
    row->addWidget(message_, 1);
    cancel_ = new PushButton(tr("Cancel"));
    cancel_->setAutoDefault(false);
    go_ = new PushButton(tr("Import"), ButtonLook::primary);
    go_->setDefault(true);
    connect(cancel_, &QPushButton::clicked, this, &QDialog::reject);
    connect(go_, &QPushButton::clicked, this, &ImportDialog::go);
    row->addWidget(cancel_);
    row->addWidget(go_);
    return footer;
}

ImportChoice ImportDialog::choice() const {
    ImportChoice out;
    for (std::size_t i = 0; i < choices_.size(); ++i) {
        const int chosen = choices_[i] ? choices_[i]->currentData().toInt() : -1;
        if (chosen >= 0) out.map[i] = static_cast<Channel>(chosen);
    }
    out.familyName = family_->text().simplified();
    out.givenName = given_->text().simplified();
    out.mrn = mrn_->text().simplified();
    return out;
}

QString ImportDialog::message() const {
    return message_->text();
}

void ImportDialog::go() {
    if (done_) return accept();
    const auto chosen = choice();
    if (chosen.map.empty() || chosen.familyName.isEmpty()) return;
    const auto kept = keep_(recording_, chosen);
    if (!kept) return say(text(kept.error().message), true);
    done_ = true;
    say(text(kept.value()), false);
    refresh();
}

void ImportDialog::refresh() {
    const auto chosen = choice();
    body_->setEnabled(!done_);
    cancel_->setVisible(!done_);
    go_->setText(done_ ? tr("Close") : tr("Import"));
    go_->setWhyDisabled(done_                         ? QString()
                        : chosen.map.empty()          ? tr("Choose at least one vital sign.")
                        : chosen.familyName.isEmpty() ? tr("Name the patient, or write Unknown.")
                                                      : QString());
}

void ImportDialog::say(const QString& sentence, bool isFault) {
    message_->setText(sentence);
    message_->setTone(isFault ? Tone::danger : Tone::normal);
}

} // namespace chairside
