// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/wave_strip.h"

#include "core/chart/trace_raster.h"
#include "ui/style/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScreen>

#include <algorithm>
#include <cmath>

namespace chairside {
namespace {

constexpr int kWaveHeight = 46, kRight = 8;
constexpr double kTextGap = 3;       ///< between a wave's name and its unit
constexpr double kGapMm = 4;         ///< ahead of the pen
constexpr Millis kBehind{300};       ///< blocks come ten times a second: the pen waits for them
constexpr std::int64_t kRedrawn = 2; ///< columns drawn again, so that lines meet across frames
constexpr Millis kSilent{2'000};

ValueScale scaleOf(Wave wave, double top, double bottom) {
    switch (wave) {
    case Wave::pleth: return {0, 1, top, bottom};    // without a unit: oximeters scale it as they like
    case Wave::co2: return {0, 50, top, bottom};     // mmHg, the scale of the chart's panel
    case Wave::ecg: return {-0.5, 1.5, top, bottom}; // mV
    }
    return {0, 1, top, bottom};
}

Channel colourOf(Wave wave) {
    switch (wave) {
    case Wave::pleth: return Channel::spo2;
    case Wave::co2: return Channel::etco2;
    case Wave::ecg: return Channel::hr;
    }
    return Channel::hr;
}

/// Logical pixels in a millimetre of this screen; a screen that does not know its size counts as 96 dpi.
double pixelsPerMm(const QWidget& widget) {
    const double told = widget.screen() ? widget.screen()->physicalDotsPerInchX() : 0;
    const double dotsPerInch = told >= 50 && told <= 400 ? told : 96;
    return dotsPerInch / 25.4;
}

} // namespace

WaveStrip::WaveStrip(QWidget* parent) : QWidget(parent), palette_(chartPalette(themeOf(*this))) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAccessibleName(tr("Waveforms, 25 mm/s, not recorded"));
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this, &WaveStrip::sweep);
}

void WaveStrip::setBoard(const WaveBoard* board, std::function<MonoTime()> now) {
    board_ = board;
    now_ = std::move(now);
    shown_.clear();
    restart();
}

void WaveStrip::setChartPalette(const ChartPalette& palette) {
    palette_ = palette;
    restart();
}

void WaveStrip::setLeft(int left) {
    if (left == left_) return;
    left_ = left;
    restart();
}

int WaveStrip::heightNeeded() const {
    return kWaveHeight *
           static_cast<int>(shown_.empty() ? kWaveCount : std::max<std::size_t>(shown_.size(), 2));
}

double WaveStrip::pixelsPerMs() const {
    return pixelsPerMm(*this) * kMmPerSecond / 1000 * devicePixelRatioF();
}

int WaveStrip::sweepWidth() const {
    return std::max(1, static_cast<int>((width() - left_ - kRight) * devicePixelRatioF()));
}

Millis WaveStrip::sweepTime() const {
    return Millis{std::llround(sweepWidth() / pixelsPerMs())};
}

std::vector<WaveStrip::Row> WaveStrip::rows() const {
    std::vector<Row> out;
    const double each =
        static_cast<double>(height()) / static_cast<double>(std::max<std::size_t>(shown_.size(), 1));
    for (std::size_t i = 0; i < shown_.size(); ++i)
        out.push_back({shown_[i], static_cast<double>(i) * each + 4, static_cast<double>(i + 1) * each - 5});
    return out;
}

void WaveStrip::restart() {
    drawn_.reset();
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize().expandedTo({1, 1});
    if (image_.size() != pixels) image_ = QImage(pixels, QImage::Format_RGB32);
    image_.setDevicePixelRatio(devicePixelRatioF());
    image_.fill(palette_.background);
    clearColumns(0, sweepWidth());
    update();
}

void WaveStrip::resizeEvent(QResizeEvent*) {
    restart();
}

void WaveStrip::showEvent(QShowEvent*) {
    restart();
    timer_.start(1000 / kFramesPerSecond);
}

void WaveStrip::hideEvent(QHideEvent*) {
    timer_.stop();
}

/// Back to the empty ground with the base line of each wave. Columns from … to, `to` not included.
void WaveStrip::clearColumns(int from, int to) {
    const PixelSurface surface{reinterpret_cast<std::uint32_t*>(image_.bits()), image_.width(),
                               image_.height(), static_cast<int>(image_.bytesPerLine() / 4)};
    const double ratio = devicePixelRatioF();
    const int left = static_cast<int>(left_ * ratio);
    fillPixels(surface, {left + from, 0, left + to, image_.height()}, palette_.background.rgb() & 0xffffffu);
    for (const auto& row : rows()) {
        const double zero = scaleOf(row.wave, row.top, row.bottom).y(0) * ratio;
        const int y = static_cast<int>(std::lround(zero));
        fillPixels(surface, {left + from, y, left + to, y + 1}, palette_.gridFine.rgb() & 0xffffffu);
    }
}

/// Columns from … to, both included, counted from session time 0; all within one sweep.
void WaveStrip::drawColumns(const Row& row, std::int64_t from, std::int64_t to) {
    const auto info = board_->info(row.wave);
    if (!info) return;
    const double perSample = pixelsPerMs() * 1000 / info->hz; // columns
    const auto first = static_cast<std::int64_t>(std::floor(static_cast<double>(from) / perSample));
    const auto last = static_cast<std::int64_t>(std::ceil(static_cast<double>(to + 1) / perSample));
    board_->read(row.wave, first, last, samples_);
    const auto at = [&](std::int64_t n) { return samples_[static_cast<std::size_t>(n - first)]; };
    columns_.assign(static_cast<std::size_t>(to - from + 1), {});
    for (auto n = first; n < last; ++n) {
        const float a = at(n), b = at(n + 1);
        if (!std::isfinite(a) || !std::isfinite(b)) continue; // a hole in the signal is a hole in the line
        const double xa = static_cast<double>(n) * perSample, xb = xa + perSample;
        const auto begin = std::max(from, static_cast<std::int64_t>(std::floor(xa)));
        const auto end = std::min(to, static_cast<std::int64_t>(std::floor(xb)));
        for (auto column = begin; column <= end; ++column) {
            const auto part = [&](double x) {
                const double p = std::clamp((x - xa) / perSample, 0.0, 1.0);
                return a + static_cast<float>(p) * (b - a);
            };
            auto& range = columns_[static_cast<std::size_t>(column - from)].range;
            range.add(part(static_cast<double>(column)));
            range.add(part(static_cast<double>(column + 1)));
        }
    }
    const double ratio = devicePixelRatioF();
    const PixelSurface surface{reinterpret_cast<std::uint32_t*>(image_.bits()), image_.width(),
                               image_.height(), static_cast<int>(image_.bytesPerLine() / 4)};
    const int x = static_cast<int>(left_ * ratio) + static_cast<int>(from % sweepWidth());
    rasterTrace(surface, columns_, x, scaleOf(row.wave, row.top * ratio, row.bottom * ratio),
                palette_.channel(colourOf(row.wave)).rgb(), 1.6 * ratio);
}

void WaveStrip::sweep() {
    if (!board_ || !now_) return;
    std::vector<Wave> present;
    const MonoTime now = now_();
    for (const auto wave : {Wave::ecg, Wave::pleth, Wave::co2})
        if (board_->info(wave)) present.push_back(wave);
    if (present != shown_) {
        shown_ = present;
        restart();
        Q_EMIT wavesChanged();
    }
    const std::int64_t width = sweepWidth();
    const auto pen =
        static_cast<std::int64_t>(std::floor(static_cast<double>(toMs(now - kBehind)) * pixelsPerMs()));
    if (pen < 0) return;
    const auto from = drawn_ ? std::max(*drawn_ + 1 - kRedrawn, pen - width + 1)
                             : std::max<std::int64_t>(0, pen - width / 2);
    if (from > pen) return;
    const auto gap = static_cast<std::int64_t>(kGapMm * pixelsPerMm(*this) * devicePixelRatioF());
    const double ratio = devicePixelRatioF();
    // In pieces that do not wrap: up to the right edge, then from the left one.
    for (auto begin = from; begin <= pen + gap;) {
        const auto end = std::min(pen + gap, begin - begin % width + width - 1);
        clearColumns(static_cast<int>(begin % width), static_cast<int>(end % width) + 1);
        if (begin <= pen)
            for (const auto& row : rows()) drawColumns(row, begin, std::min(end, pen));
        const double left = left_ + static_cast<double>(begin % width) / ratio;
        update(
            QRectF(left - 1, 0, static_cast<double>(end - begin + 1) / ratio + 3, height()).toAlignedRect());
        begin = end + 1;
    }
    drawn_ = pen;
    if (++frame_ % (kFramesPerSecond / 2) == 0) update(0, 0, left_, height()); // words change seldom
}

QString WaveStrip::nameOf(Wave wave) const {
    switch (wave) {
    case Wave::pleth: return tr("Pleth");
    case Wave::co2: return tr("CO₂");
    case Wave::ecg: return tr("ECG");
    }
    return {};
}

QString WaveStrip::unitOf(Wave wave) const {
    switch (wave) {
    case Wave::pleth: return {};
    case Wave::co2: return tr("mmHg");
    case Wave::ecg: return tr("mV");
    }
    return {};
}

bool WaveStrip::hasSignal(Wave wave) const {
    const auto info = board_ && now_ ? board_->info(wave) : std::nullopt;
    if (!info || now_() - info->newest > kSilent) return false;
    const auto newest = std::llround(static_cast<double>(toMs(info->newest)) * info->hz / 1000);
    std::vector<float> latest;
    board_->read(wave, newest - std::llround(static_cast<double>(kSilent.count()) * info->hz / 1000), newest,
                 latest);
    return std::any_of(latest.begin(), latest.end(), [](float value) { return std::isfinite(value); });
}

void WaveStrip::paintLabels(QPainter& painter) const {
    painter.setFont(uiFont(11));
    if (shown_.empty()) {
        painter.setPen(palette_.quiet);
        painter.drawText(QRect(0, 0, left_ - 6, height()), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("no waves"));
        return;
    }
    for (const auto& row : rows()) paintRowLabels(painter, row);
}

void WaveStrip::paintRowLabels(QPainter& painter, const Row& row) const {
    const auto info = board_ ? board_->info(row.wave) : std::nullopt;
    const double middle = (row.top + row.bottom) / 2;
    const QFont bold = uiFont(type::kTiny, QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(palette_.channel(colourOf(row.wave)));
    painter.drawText(QPointF(0, middle), nameOf(row.wave));
    const double unitX = QFontMetricsF(bold).horizontalAdvance(nameOf(row.wave)) + kTextGap;
    painter.setFont(uiFont(11));
    painter.setPen(palette_.quiet);
    painter.drawText(QPointF(unitX, middle), unitOf(row.wave));
    const QString words = !hasSignal(row.wave)                ? tr("no signal")
                          : info->origin == Origin::simulated ? tr("SIM")
                                                              : tr("25 mm/s");
    painter.drawText(QPointF(0, middle + 14), words);
    if (row.wave != Wave::ecg) return;
    // A millivolt beside the lead, as on paper: the strip is lower than the 10 mm that it has there.
    const auto scale = scaleOf(row.wave, row.top, row.bottom);
    const double x = left_ - 5, top = scale.y(1), bottom = scale.y(0);
    painter.fillRect(QRectF(x, top, 1, bottom - top), palette_.quiet);
    for (const double y : {top, bottom}) painter.fillRect(QRectF(x - 2, y, 5, 1), palette_.quiet);
}

void WaveStrip::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const double ratio = devicePixelRatioF();
    for (const QRect& area : event->region())
        painter.drawImage(area, image_, QRectF(area.topLeft() * ratio, QSizeF(area.size()) * ratio));
    if (event->rect().left() < left_) paintLabels(painter);
}

} // namespace chairside
