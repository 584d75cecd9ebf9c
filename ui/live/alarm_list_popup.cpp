// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/alarm_list_popup.h"

#include "ui/style/card.h"
#include "ui/style/flow_layout.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace chairside {
namespace {

/// The marks on their colour: the same code as on the strip.
class PriorityMark final : public QWidget {
public:
    explicit PriorityMark(AlarmPriority priority) : priority_(priority) { setFixedSize(44, 26); }

private:
    void paintEvent(QPaintEvent*) override {
        const AlarmColours& colours = themeOf(*this).alarm(priority_);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colours.edge, 1));
        painter.setBrush(colours.fill);
        painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 6, 6);
        painter.setFont(uiFont(type::kBody, QFont::Bold));
        painter.setPen(colours.text);
        painter.drawText(rect(), Qt::AlignCenter, alarmMarks(priority_));
    }
    AlarmPriority priority_;
};

} // namespace

AlarmListPopup::AlarmListPopup() : rows_(new QVBoxLayout(this)) {
    setWindowFlags(Qt::Popup | Qt::FramelessWindowHint);
    rows_->setContentsMargins(space::kInside, space::kGap, space::kInside, space::kGap);
    rows_->setSpacing(space::kTight);
    setAccessibleName(tr("Active alarms"));
}

void AlarmListPopup::setAlarms(const std::vector<AlarmStrip::Alarm>& alarms) {
    clearLayout(*rows_);
    for (const auto& alarm : alarms) {
        auto* line = new QHBoxLayout;
        line->setSpacing(space::kGap);
        line->addWidget(new PriorityMark(alarm.priority));
        auto* words = new TextLabel(alarm.text, type::kBody, Tone::normal, QFont::DemiBold);
        words->setWrapping(true); // one line would cut what is to be done
        line->addWidget(words, 1);
        line->addWidget(new TextLabel(alarm.detail, type::kSmall, Tone::quiet));
        if (!alarm.paused.isEmpty())
            line->addWidget(
                new TextLabel(tr("sound paused %1").arg(alarm.paused), type::kSmall, Tone::caution));
        if (alarm.acknowledged) {
            line->addWidget(new TextLabel(tr("acknowledged"), type::kSmall, Tone::quiet));
        } else {
            auto* button = new PushButton(tr("Acknowledge"));
            button->setAccessibleName(tr("Acknowledge: %1").arg(alarm.text));
            connect(button, &QPushButton::clicked, this,
                    [this, condition = alarm.condition] { Q_EMIT acknowledged(condition); });
            line->addWidget(button);
        }
        rows_->addLayout(line);
    }
    if (alarms.empty()) close();
    adjustSize();
}

void AlarmListPopup::openUnder(const QWidget& strip) {
    const int width = std::min(strip.width() - 24, 760);
    resize(width, layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : sizeHint().height());
    move(strip.mapToGlobal(QPoint(strip.width() - width - space::kGap, strip.height() + 4)));
    show();
}

void AlarmListPopup::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.card);
    painter.setPen(QPen(theme.control, 1));
    painter.drawRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5));
}

} // namespace chairside
