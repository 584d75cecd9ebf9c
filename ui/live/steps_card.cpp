// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/steps_card.h"

#include "ui/style/push_button.h"
#include "ui/style/scroll.h"

#include <QPainter>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace chairside {

/// The painted list: a mark, a title and a quiet detail per line.
class StepsCard::Rows final : public QWidget {
public:
    explicit Rows(QWidget* parent) : QWidget(parent) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    void setSteps(const std::vector<Step>& steps) {
        steps_ = steps;
        QStringList words;
        for (const auto& step : steps_) words << step.title + QStringLiteral(": ") + step.detail;
        setAccessibleName(words.join(QStringLiteral("; ")));
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return {200, heightAt(width())}; }
    int heightAt(int width) const {
        int height = 0;
        for (const auto& step : steps_) height += heightOf(step, width);
        return height;
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter p(this);
        p.setRenderHint(QPainter::Antialiasing);
        const auto& theme = themeOf(*this);
        int y = 0;
        for (const auto& step : steps_) {
            paintMark(p, theme, step.state, QPointF(7, y + kRow / 2.0));
            const bool below = isBelow(step, width());
            const int beside = below || step.detail.isEmpty() ? 0 : wide(detailFont(), step.detail) + kApart;
            const QRect title(kText, y, width() - kText - beside, kRow);
            const QRect detail = below ? QRect(kText, y + kRow - 4, width() - kText, kSecondLine)
                                       : QRect(kText, y, width() - kText, kRow);
            p.setFont(titleFont());
            p.setPen(step.state == StepState::waiting ? theme.quiet : theme.text);
            p.drawText(title, Qt::AlignVCenter | Qt::AlignLeft,
                       QFontMetrics(titleFont()).elidedText(step.title, Qt::ElideRight, title.width()));
            p.setFont(detailFont());
            p.setPen(step.state == StepState::attention ? theme.caution : theme.quiet);
            p.drawText(detail, below ? Qt::AlignTop | Qt::AlignLeft : Qt::AlignVCenter | Qt::AlignRight,
                       QFontMetrics(detailFont()).elidedText(step.detail, Qt::ElideRight, detail.width()));
            y += heightOf(step, width());
        }
    }

    void resizeEvent(QResizeEvent* event) override {
        if (event->size().width() != event->oldSize().width()) updateGeometry();
    }

public:
    static constexpr int kRow = 30;

private:
    static constexpr int kSecondLine = 20, kText = 24, kApart = 8;
    static QFont titleFont() { return uiFont(type::kBody, QFont::Medium); }
    static QFont detailFont() { return uiFont(type::kTiny); }
    static int wide(const QFont& font, const QString& text) {
        return QFontMetrics(font).horizontalAdvance(text) + 1;
    }
    /// A detail that finds no room beside its title stands under it, so that neither is cut.
    static bool isBelow(const Step& step, int width) {
        return !step.detail.isEmpty() &&
               kText + wide(titleFont(), step.title) + kApart + wide(detailFont(), step.detail) > width;
    }
    static int heightOf(const Step& step, int width) {
        return isBelow(step, width) ? kRow + kSecondLine - 4 : kRow;
    }
    static void paintMark(QPainter& p, const Theme& theme, StepState state, QPointF c) {
        switch (state) {
        case StepState::done: {
            p.setPen(QPen(theme.good, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            const QPointF tick[3] = {c + QPointF(-4, 0), c + QPointF(-1, 3.5), c + QPointF(5, -4)};
            p.drawPolyline(tick, 3);
            break;
        }
        case StepState::open:
        case StepState::waiting:
            p.setPen(QPen(theme.control, 1.5));
            p.setBrush(Qt::NoBrush);
            p.drawEllipse(c, 4.5, 4.5);
            break;
        case StepState::attention:
            p.setPen(Qt::NoPen);
            p.setBrush(theme.caution);
            p.drawEllipse(c, 5, 5);
            break;
        }
    }
    std::vector<Step> steps_;
};

StepsCard::StepsCard(QWidget* parent) : Card({}, parent) {
    rows_ = new Rows(this);
    action_ = new PushButton({}, ButtonLook::primary, this);
    second_ = new PushButton({}, ButtonLook::quiet, this);
    third_ = new PushButton({}, ButtonLook::quiet, this);
    scroll_ = plainScroll(rows_);
    content()->addWidget(scroll_, 1);
    content()->addSpacing(space::kTight);
    content()->addWidget(action_);
    content()->addWidget(second_);
    content()->addWidget(third_);
    connect(action_, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(state_.action); });
    connect(second_, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(state_.secondAction); });
    connect(third_, &QPushButton::clicked, this, [this] { Q_EMIT actionRequested(state_.thirdAction); });
    setState({});
}

void StepsCard::setState(const State& state) {
    if (state == state_ && !rows_->accessibleName().isNull()) return;
    state_ = state;
    setTitle(state.title);
    rows_->setSteps(state.steps);
    fitRows();
    action_->setVisible(!state.action.isEmpty());
    action_->setText(state.actionText);
    action_->setWhyDisabled(state.whyNot);
    second_->setVisible(!state.secondAction.isEmpty());
    second_->setText(state.secondText);
    third_->setVisible(!state.thirdAction.isEmpty());
    third_->setText(state.thirdText);
}

void StepsCard::setLeastRows(int rows) {
    if (rows == leastRows_) return;
    leastRows_ = rows;
    fitRows();
}

/// All of them where there is room; else a few, and the rest by scrolling: no button is ever covered.
void StepsCard::fitRows() {
    const auto margins = content()->contentsMargins();
    const int whole = rows_->heightAt(width() - margins.left() - margins.right());
    scroll_->setMaximumHeight(whole);
    scroll_->setMinimumHeight(std::min(whole, leastRows_ * Rows::kRow));
}

void StepsCard::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) fitRows();
}

} // namespace chairside
