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
    switch (what) {
    case PdmWidth: return size_.width();
    case PdmHeight: return size_.height();
    case PdmWidthMM: return size_.width() * 254 / 960;
    case PdmHeightMM: return size_.height() * 254 / 960;
    case PdmNumColors: return 1 << 24;
    case PdmDepth: return 32;
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY: return 96;
    case PdmDevicePixelRatio: return 1;
    default: return QPaintDevice::metric(what);
    }
}

} // namespace chairside::testing
