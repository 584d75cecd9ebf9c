// SPDX-License-Identifier: GPL-3.0-or-later
// The house's button: at least 44 px, four looks, an optional icon, a quiet second line and a small chip that
// names its key. Checkable ones show their state by fill, line and a tick. Main thread; a view. The key chip
// only shows: the page owns the shortcuts.
#pragma once

#include "ui/style/theme.h"

#include <QPushButton>

namespace chairside {

enum class ButtonLook : std::uint8_t {
    primary, ///< the one thing to do next
    quiet,   ///< everything else
    danger,  ///< ends or removes something
    plain,   ///< no surface until touched
};

class PushButton : public QPushButton {
    Q_OBJECT
public:
    explicit PushButton(const QString& text, ButtonLook look = ButtonLook::quiet, QWidget* parent = nullptr);

    void setSubline(const QString&);  ///< second line, quiet
    void setKeyHint(const QString&);  ///< "B"
    void setIconName(const QString&); ///< of ui/style/icon.h
    void setHighlighted(bool);        ///< due now: tinted like a chosen chip
    void setTextSize(double px);
    void setLook(ButtonLook);
    void setWhyDisabled(const QString&); ///< disables with a reason (tooltip, accessible); empty enables
    const QString& subline() const { return subline_; }
    const QString& keyHint() const { return keyHint_; }
    bool isHighlighted() const { return highlighted_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void enterEvent(QEnterEvent*) override;
    void leaveEvent(QEvent*) override;

private:
    struct Ink {
        QColor fill, line, text, quiet;
    };
    Ink ink(const Theme&) const;
    double textWidth() const;
    double sublineWidth() const;

    ButtonLook look_;
    QString subline_, keyHint_, iconName_;
    double px_ = type::kBody;
    bool highlighted_ = false;
};

} // namespace chairside
