// SPDX-License-Identifier: GPL-3.0-or-later
// The line that says what is on disk: saved until when and how many rows, saving, or not being saved since
// when. "Saved" comes from commits only, never from hope. A touch asks what is recorded. A dumb view.
#pragma once

#include <QAbstractButton>

namespace chairside {

class SavedIndicator : public QAbstractButton {
    Q_OBJECT
public:
    enum class Kind : std::uint8_t { off, saving, saved, failed };
    struct State {
        Kind kind = Kind::off;
        QString time; ///< last commit "10:42:07"; for failed: since when
        QString rows; ///< "3,411"
        bool operator==(const State&) const = default;
    };
    explicit SavedIndicator(QWidget* parent = nullptr);
    void setState(const State&);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString firstLine() const;
    QString secondLine() const;
    State state_;
};

} // namespace chairside
