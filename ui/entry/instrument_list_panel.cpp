// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entry/instrument_list_panel.h"

#include "ui/entry/time_chips.h"
#include "ui/style/push_button.h"
#include "ui/style/scroll.h"
#include "ui/style/text_label.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {
namespace {
constexpr int kListColumns = 4;
constexpr QLatin1String kKeys("123456789abcdefghijklmnopqrstuvwxyz");
} // namespace

InstrumentListPanel::InstrumentListPanel(const std::vector<Choice>& choices, QWidget* parent)
    : EntryPanel(tr("Questionnaires and scales"), parent) {
    times()->hide();
    setHint(tr("one digit or letter opens one"));
    auto* list = new QWidget;
    auto* grid = new QGridLayout(list);
    grid->setContentsMargins(0, 0, space::kTight, 0);
    grid->setSpacing(space::kTight);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const auto& choice = choices[i];
        auto* button = new PushButton(choice.title);
        button->setSubline(choice.state);
        button->setHighlighted(choice.due);
        button->setMinimumHeight(60);
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        const QChar key =
            i < static_cast<std::size_t>(kKeys.size()) ? QChar(kKeys[static_cast<int>(i)]) : QChar();
        if (!key.isNull()) button->setKeyHint(key.toUpper());
        connect(button, &QPushButton::clicked, this, [this, id = choice.id] { Q_EMIT instrumentChosen(id); });
        grid->addWidget(button, static_cast<int>(i) / kListColumns, static_cast<int>(i) % kListColumns);
        lines_.push_back({choice.id, key, button});
    }
    for (int column = 0; column < kListColumns; ++column) grid->setColumnStretch(column, 1);
    grid->setRowStretch(static_cast<int>(choices.size()) / kListColumns + 1, 1);
    if (choices.empty())
        grid->addWidget(new TextLabel(tr("There is no questionnaire in the catalogue. Put files into its "
                                         "folder, see docs/instruments.md."),
                                      type::kBody, Tone::quiet),
                        0, 0);
    auto* scroll = plainScroll(list);
    scroll->setMinimumHeight(
        std::min(360, 68 * (static_cast<int>(choices.size() + kListColumns - 1) / kListColumns)));
    body()->addWidget(scroll, 1);
}

PushButton* InstrumentListPanel::button(const std::string& id) const {
    for (const auto& line : lines_)
        if (line.id == id) return line.button;
    return nullptr;
}

void InstrumentListPanel::keyPressEvent(QKeyEvent* event) {
    if (event->text().size() == 1 && event->modifiers() == Qt::NoModifier)
        for (const auto& line : lines_)
            if (!line.key.isNull() && event->text().at(0).toLower() == line.key) return line.button->click();
    EntryPanel::keyPressEvent(event);
}

} // namespace chairside
