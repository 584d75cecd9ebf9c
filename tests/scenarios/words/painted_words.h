// SPDX-License-Identifier: GPL-3.0-or-later
// A paper that keeps only the words painted on it: what a widget or a chart really shows, whoever drew it.
// Pieces drawn one after the other on one line (digits have cells of their own) are put together again. Tests
// only.
#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QStringList>

#include <memory>
#include <vector>

namespace chairside::testing {

class PaintedWords final : public QPaintDevice {
public:
    explicit PaintedWords(QSize size);
    ~PaintedWords() override;
    QStringList words() const;
    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric) const override;

private:
    class Engine;
    QSize size_;
    std::unique_ptr<Engine> engine_;
};

} // namespace chairside::testing
