// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios/words/painted_words.h"

#include <QPainter>

#include <cmath>

namespace chairside::testing {
namespace {
constexpr double kJoined = 4; ///< px between pieces of one text
}

class PaintedWords::Engine final : public QPaintEngine {
public:
    Engine() : QPaintEngine(QPaintEngine::AllFeatures) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawImage(const QRectF&, const QImage&, const QRectF&, Qt::ImageConversionFlags) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    Type type() const override { return User; }
    void drawTextItem(const QPointF& at, const QTextItem& item) override {
        const auto where = painter()->deviceTransform().map(at);
        const bool goesOn = !texts.empty() && std::abs(texts.back().y - where.y()) < 0.6 &&
                            std::abs(where.x() - texts.back().end) < kJoined;
        if (goesOn)
            texts.back().text += item.text();
        else
            texts.push_back({where.y(), 0, item.text()});
        texts.back().end = where.x() + item.width();
    }
    struct Text {
        double y, end;
        QString text;
    };
    std::vector<Text> texts;
};

PaintedWords::PaintedWords(QSize size) : size_(size), engine_(std::make_unique<Engine>()) {}
PaintedWords::~PaintedWords() = default;

QStringList PaintedWords::words() const {
    QStringList out;
    for (const auto& text : engine_->texts) out << text.text;
    return out;
}

QPaintEngine* PaintedWords::paintEngine() const {
    return engine_.get();
}

int PaintedWords::metric(PaintDeviceMetric what) const {
    // Not a switch: each version of Qt has other metrics.
    if (what == PdmWidth) return size_.width();
    if (what == PdmHeight) return size_.height();
    if (what == PdmWidthMM) return size_.width() * 254 / 960;
    if (what == PdmHeightMM) return size_.height() * 254 / 960;
    if (what == PdmNumColors) return 1 << 24;
    if (what == PdmDepth) return 32;
    if (what == PdmDpiX || what == PdmDpiY || what == PdmPhysicalDpiX || what == PdmPhysicalDpiY) return 96;
    return what == PdmDevicePixelRatio ? 1 : QPaintDevice::metric(what);
}

} // namespace chairside::testing
