// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/entry_view_panel.h"

#include "ui/entry/time_chips.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace chairside {
namespace {

constexpr int kActionHeight = 52, kActionWidth = 170, kLongTextHeight = 180;
constexpr qsizetype kLongText = 300;

PushButton* action(const QString& text, ButtonLook look, const QString& whyNot = {}) {
    auto* button = new PushButton(text, look);
    button->setMinimumSize(kActionWidth, kActionHeight);
    button->setWhyDisabled(whyNot);
    return button;
}

/// A long note scrolls, so that the buttons below it stay in reach.
QWidget* words(const EntryViewPanel::Content& content) {
    if (content.what.size() > kLongText) {
        auto* text = new QPlainTextEdit(content.what);
        text->setReadOnly(true);
        text->setTabChangesFocus(true);
        text->setAccessibleName(EntryViewPanel::tr("Entry"));
        text->setMinimumHeight(kLongTextHeight);
        return text;
    }
    auto* what = new TextLabel(content.what, type::kTitle, content.standing ? Tone::normal : Tone::quiet,
                               QFont::DemiBold);
    auto font = what->font();
    font.setStrikeOut(!content.standing);
    what->setFont(font);
    what->setWrapping(true);
    return what;
}

} // namespace

EntryViewPanel::EntryViewPanel(const Content& content, QWidget* parent) : EntryPanel(tr("Entry"), parent) {
    times()->hide();
    setHint(content.when);
    body()->addWidget(words(content));
    body()->addWidget(new TextLabel(content.who, type::kSmall, Tone::quiet));
    for (const auto& line : content.fate) {
        auto* label = new TextLabel(line, type::kBody);
        label->setWrapping(true);
        body()->addWidget(label);
    }
    addActions(content);
    addWays(content);
}

void EntryViewPanel::addActions(const Content& content) {
    auto* row = new QHBoxLayout;
    row->setSpacing(space::kTight);
    if (content.replacement) {
        auto* newer = action(tr("Show what replaced it"), ButtonLook::primary);
        connect(newer, &QPushButton::clicked, this,
                [this, id = *content.replacement] { Q_EMIT otherRequested(id); });
        row->addWidget(newer);
    } else {
        auto* correct = action(tr("Correct"), ButtonLook::primary, content.whyNoCorrection);
        auto* withdraw = action(tr("Withdraw"), ButtonLook::quiet, content.whyNoWithdrawal);
        connect(correct, &QPushButton::clicked, this, &EntryViewPanel::correctRequested);
        connect(withdraw, &QPushButton::clicked, this, &EntryViewPanel::withdrawRequested);
        row->addWidget(correct);
        row->addWidget(withdraw);
    }
    auto* note = action(tr("Add a note to it"), ButtonLook::quiet, content.whyNoNote);
    connect(note, &QPushButton::clicked, this, &EntryViewPanel::noteRequested);
    row->addWidget(note);
    row->addStretch(1);
    body()->addSpacing(space::kTight);
    body()->addLayout(row);
    const auto& why = content.whyNoCorrection;
    if (!why.isEmpty() && !content.replacement) {
        auto* reason = new TextLabel(why, type::kSmall, Tone::quiet);
        reason->setWrapping(true);
        body()->addWidget(reason);
    }
}

void EntryViewPanel::addWays(const Content& content) {
    const auto way = [this](const QString& text, const std::optional<Uuid>& entry) {
        auto* button = new PushButton(text, ButtonLook::plain);
        button->setEnabled(entry.has_value());
        if (entry)
            connect(button, &QPushButton::clicked, this, [this, id = *entry] { Q_EMIT otherRequested(id); });
        footer()->addWidget(button);
    };
    way(tr("‹ Earlier entry"), content.previous);
    way(tr("Later entry ›"), content.next);
    footer()->addStretch(1);
    auto* list = new PushButton(tr("All entries"), ButtonLook::plain);
    connect(list, &QPushButton::clicked, this, &EntryViewPanel::listRequested);
    footer()->addWidget(list);
}

} // namespace chairside
