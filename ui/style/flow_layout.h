// SPDX-License-Identifier: GPL-3.0-or-later
// Places children from left to right and goes on in the next line when a line is full: for chips. Main
// thread.
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace chairside {

class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent = nullptr, int gap = 8);
    ~FlowLayout() override;

    void addItem(QLayoutItem*) override;
    int count() const override { return static_cast<int>(items_.size()); }
    QLayoutItem* itemAt(int) const override;
    QLayoutItem* takeAt(int) override;
    void setGeometry(const QRect&) override;
    QSize sizeHint() const override { return minimumSize(); }
    QSize minimumSize() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(QRect(0, 0, width, 0), false); }

private:
    int place(const QRect&, bool apply) const; ///< returns the height used

    std::vector<QLayoutItem*> items_; // owned, as QLayout demands
    int gap_;
};

/// Removes and deletes everything a layout holds, for views that are rebuilt from a new State.
void clearLayout(QLayout&);

} // namespace chairside
