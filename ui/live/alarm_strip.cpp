// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/alarm_strip.h"

#include "ui/live/alarm_list_popup.h"
#include "ui/style/card.h"
#include "ui/style/icon.h"
#include "ui/style/tabular_text.h"

#include <QHBoxLayout>
#include <QPainter>

#include <cmath>

namespace chairside {
namespace {

/// A button in the strip's own ink; the alarm's colour shows through.
class StripButton final : public QPushButton {
public:
    explicit StripButton(const QString& iconName) : iconName_(iconName) {
        setAutoDefault(false);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setFont(uiFont(type::kBody, QFont::DemiBold));
    }
    void setInk(const QColor& text, const QColor& fill) {
        if (text == text_ && fill == fill_) return;
        text_ = text;
        fill_ = fill;
        update();
    }
    QSize sizeHint() const override {
        if (text().isEmpty()) return {space::kTouch, space::kTouch};
        const double mark = iconName_.isEmpty() ? 0 : 26;
        return {static_cast<int>(std::ceil(tabularWidth(font(), text()) + mark)) + 28, space::kTouch};
    }

private:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(1, 4, -1, -4);
        painter.setPen(QPen(text_, 1.25));
        painter.setBrush(isDown()       ? blended(fill_, text_, 0.2)
                         : underMouse() ? blended(fill_, text_, 0.1)
                                        : fill_);
        painter.drawRoundedRect(box, 9, 9);
        QRectF inner = box.adjusted(13, 0, -13, 0);
        if (text().isEmpty()) {
            paintIcon(painter, iconName_, {box.center().x() - 9, box.center().y() - 9, 18, 18}, text_);
        } else if (!iconName_.isEmpty()) {
            paintIcon(painter, iconName_, {inner.left(), inner.center().y() - 9, 18, 18}, text_);
            inner.setLeft(inner.left() + 26);
        }
        painter.setFont(font());
        painter.setPen(text_);
        drawTabular(painter, inner, Qt::AlignHCenter | Qt::AlignVCenter, text());
        if (hasFocus()) {
            painter.setPen(QPen(text_, 2.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(box, 9, 9);
        }
    }
    QString iconName_;
    QColor text_, fill_;
};

QFont markFont() {
    return uiFont(type::kTitle, QFont::Bold);
}

} // namespace

QString alarmMarks(AlarmPriority priority) {
    switch (priority) {
    case AlarmPriority::low: return QStringLiteral("!");
    case AlarmPriority::medium: return QStringLiteral("!!");
    case AlarmPriority::high: return QStringLiteral("!!!");
    }
    return {};
}

AlarmStrip::AlarmStrip(QWidget* parent)
    : QWidget(parent), more_(new StripButton({})), acknowledge_(new StripButton({})),
      paused_(new StripButton(QStringLiteral("bell-paused"))),
      pause_(new StripButton(QStringLiteral("bell"))), limits_(new StripButton({})),
      sound_(new StripButton(QStringLiteral("sound"))), list_(std::make_unique<AlarmListPopup>()) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(space::kInside, 4, space::kGap, 4);
    line->setSpacing(space::kTight);
    line->addStretch(1);
    for (QPushButton* button : buttons()) line->addWidget(button);
    acknowledge_->setText(tr("Acknowledge"));
    limits_->setText(tr("Limits"));
    sound_->setAccessibleName(tr("Alarm sound: volume and test"));
    sound_->setToolTip(tr("Alarm sound: volume and test"));
    paused_->setToolTip(tr("Sound again now"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Alarms"));
    connect(more_, &QPushButton::clicked, this, &AlarmStrip::showList);
    connect(acknowledge_, &QPushButton::clicked, this, [this] {
        for (const Alarm& alarm : state_.alarms)
            if (!alarm.acknowledged) return Q_EMIT acknowledged(alarm.condition);
    });
    connect(pause_, &QPushButton::clicked, this, &AlarmStrip::pauseSoundRequested);
    connect(paused_, &QPushButton::clicked, this, &AlarmStrip::resumeSoundRequested);
    connect(limits_, &QPushButton::clicked, this, &AlarmStrip::limitsRequested);
    connect(sound_, &QPushButton::clicked, this, &AlarmStrip::soundRequested);
    connect(list_.get(), &AlarmListPopup::acknowledged, this, &AlarmStrip::acknowledged);
    setState({{}, {}, {}, QStringLiteral(" "), true});
}

AlarmStrip::~AlarmStrip() = default;

std::array<QPushButton*, 6> AlarmStrip::buttons() const {
    return {more_, acknowledge_, paused_, pause_, limits_, sound_};
}

void AlarmStrip::setState(const State& next) {
    if (next == state_) return;
    const bool other = next.alarms != state_.alarms;
    state_ = next;
    bool open = false;
    for (const Alarm& alarm : next.alarms) open = open || !alarm.acknowledged;
    const auto others = static_cast<int>(next.alarms.size()) - 1;
    more_->setVisible(others > 0);
    more_->setText(tr("%n more", nullptr, others));
    acknowledge_->setVisible(open);
    const bool paused = !next.soundPaused.isEmpty(), offered = !next.pauseOffer.isEmpty();
    paused_->setVisible(paused);
    paused_->setText(offered ? tr("Paused %1").arg(next.soundPaused)
                             : tr("Sound paused %1").arg(next.soundPaused));
    pause_->setVisible(!next.alarms.empty() && offered);
    pause_->setText(tr("Pause sound %1").arg(next.pauseOffer));
    limits_->setVisible(next.alarms.empty());
    for (QPushButton* button : {more_, acknowledge_, paused_, pause_, limits_}) {
        button->setAccessibleName(button->text());
        button->updateGeometry();
    }
    if (other) {
        QStringList words;
        for (const Alarm& alarm : next.alarms) words << alarm.text;
        setAccessibleDescription(words.isEmpty() ? tr("No alarms") : words.join(QStringLiteral("; ")));
        list_->setAlarms(next.alarms);
    }
    update();
}

void AlarmStrip::showList() {
    list_->openUnder(*this);
}

void AlarmStrip::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(*this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool any = !state_.alarms.empty();
    const AlarmColours colours =
        any ? theme.alarm(state_.alarms.front().priority) : AlarmColours{theme.window, theme.quiet, {}};
    const bool dim = any && !state_.lit && !state_.alarms.front().acknowledged;
    // The dark half of the flash keeps the colour recognisable and the words readable.
    const QColor fill = dim ? blended(colours.fill, Qt::black, 0.2) : colours.fill;
    painter.fillRect(rect(), fill);
    for (QPushButton* button : buttons()) static_cast<StripButton*>(button)->setInk(colours.text, fill);

    painter.setPen(colours.text);
    if (!any) {
        painter.setFont(uiFont(type::kSmall));
        drawTabular(painter, QRectF(space::kInside, 0, wordsEnd() - space::kInside, height()),
                    Qt::AlignLeft | Qt::AlignVCenter, state_.quiet);
        return;
    }
    const Alarm& top = state_.alarms.front();
    painter.setFont(markFont());
    drawTabular(painter, QPointF(space::kInside, height() / 2.0 + 7), alarmMarks(top.priority));
    const QString detail = top.acknowledged ? tr("%1 · acknowledged").arg(top.detail) : top.detail;
    const double at = wordsBegin();
    paintWords(painter, QRectF(at, 0, wordsEnd() - space::kInside - at, height()), top.text, detail);
}

double AlarmStrip::wordsBegin() const {
    return space::kInside + tabularWidth(markFont(), alarmMarks(state_.alarms.front().priority)) + 14;
}

double AlarmStrip::wordsEnd() const {
    double end = width() - space::kGap;
    for (const QPushButton* button : buttons())
        if (button->isVisible()) end = std::min<double>(end, button->x());
    return end;
}

bool AlarmStrip::showsAllWords() const {
    if (state_.alarms.empty()) return true;
    return wordsFor(state_.alarms.front().text, wordsEnd() - space::kInside - wordsBegin()).whole;
}

/// Split where one large line is too narrow: what is to be done is never cut off for a cause in brackets.
AlarmStrip::Words AlarmStrip::wordsFor(const QString& text, double room) {
    Words words{text, {}, {}};
    words.whole = tabularWidth(uiFont(type::kTitle, QFont::DemiBold), text) <= room;
    const auto end = text.indexOf(QStringLiteral(". "));
    if (words.whole || end < 0) return words;
    words.first = text.left(end + 1);
    words.second = text.mid(end + 2);
    if (const auto bracket = words.second.indexOf(u'('); bracket >= 0 && words.second.endsWith(u')')) {
        words.extra = words.second.mid(bracket);
        words.second = words.second.left(bracket).trimmed();
    }
    words.whole = tabularWidth(uiFont(type::kBody, QFont::DemiBold), words.first) <= room &&
                  tabularWidth(uiFont(type::kTiny), words.second) <= room;
    return words;
}

void AlarmStrip::paintWords(QPainter& painter, const QRectF& room, const QString& text,
                            const QString& detail) const {
    constexpr int kMiddle = Qt::AlignLeft | Qt::AlignVCenter;
    constexpr double kBeside = 14, kLeastDetail = 60;
    const Words words = wordsFor(text, room.width());
    const bool two = !words.second.isEmpty() || !words.extra.isEmpty();
    const QRectF line = two ? QRectF(room.left(), 4, room.width(), room.height() / 2 - 4) : room;
    painter.setFont(uiFont(two ? type::kBody : type::kTitle, QFont::DemiBold));
    const double wanted = std::min(tabularWidth(painter.font(), words.first) + 2, room.width());
    drawTabular(painter, QRectF(line.left(), line.top(), wanted, line.height()), kMiddle, words.first);
    painter.setFont(uiFont(two ? type::kSmall : type::kLead));
    if (room.width() - wanted - kBeside > kLeastDetail)
        drawTabular(painter, line.adjusted(wanted + kBeside, 0, 0, 0), kMiddle,
                    words.extra.isEmpty() ? detail : detail + u' ' + words.extra);
    if (!two) return;
    const bool tight = tabularWidth(uiFont(type::kSmall), words.second) > room.width();
    painter.setFont(uiFont(tight ? type::kTiny : type::kSmall));
    drawTabular(painter, QRectF(room.left(), room.height() / 2, room.width(), room.height() / 2 - 4), kMiddle,
                words.second);
}

} // namespace chairside
