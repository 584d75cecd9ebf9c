// SPDX-License-Identifier: GPL-3.0-or-later
// A row of quiet facts, each with a name, what it was before and what it is now: what changed since the last
// visit. A view that paints itself; main thread. It judges nothing: no colour says better or worse but the
// one that the words say too.
#pragma once

#include "ui/style/theme.h"

#include <QWidget>
#include <vector>

namespace chairside {

class ChangeTiles final : public QWidget {
    Q_OBJECT
public:
    struct Tile {
        QString name;   ///< "Dose"
        QString before; ///< "35 mg", empty = nothing to compare with
        QString now;    ///< "40 mg"
        QString detail; ///< "0.57 mg/kg", quiet
        Tone tone = Tone::normal;
        bool operator==(const Tile&) const = default;
    };
    explicit ChangeTiles(QWidget* parent = nullptr);
    void setTiles(std::vector<Tile> tiles);
    const std::vector<Tile>& tiles() const { return tiles_; }
    QSize sizeHint() const override { return {600, 74}; }
    QSize minimumSizeHint() const override { return {300, 74}; }

protected:
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent*) override;

private:
    double widthOf(const Tile& tile) const;
    std::vector<QRectF> boxes() const;
    std::vector<Tile> tiles_;
};

} // namespace chairside
