// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/paint_record.h"

#include "support/catch.h"
#include "support/chart_scene.h"

#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>

using namespace chairside;

namespace {

void keep(const QByteArray& bytes, const char* name) {
    const QString folder = qEnvironmentVariable("CHAIRSIDE_SHOW");
    if (folder.isEmpty()) return;
    QFile file(folder + QStringLiteral("/") + QString::fromLatin1(name));
    if (file.open(QIODevice::WriteOnly)) file.write(bytes);
}

RecordModel recordedHour() {
    RecordModel model;
    scene::Events events;
    scene::fill(model, events, 40);
    model.append(events.make(40, InfusionStopped{}));
    return model;
}

/// An A4 page across, painted with `textPt` points of text.
QByteArray page(const RecordModel& model, int dotsPerInch, double textPt) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setResolution(dotsPerInch);
    pdf.setPageSize(QPageSize(QPageSize::A4));
    pdf.setPageOrientation(QPageLayout::Landscape);
    QPainter painter(&pdf);
    PaperRecord paper;
    paper.clockBase = WallTime{1'763'718'510'000, 60};
    paper.textHeight = textPt * dotsPerInch / 72;
    paintRecord(painter, QRectF(0, 0, pdf.width(), pdf.height()), model, paper);
    painter.end();
    return bytes;
}

int inked(const QImage& image) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) count += qGray(image.pixel(x, y)) < 140;
    return count;
}

} // namespace

TEST_CASE("paper gets the record as vectors at any resolution", "[chart][report]") {
    const RecordModel model = recordedHour();
    for (const int dotsPerInch : {72, 96, 300, 1200}) {
        const QByteArray bytes = page(model, dotsPerInch, 8);
        INFO(dotsPerInch);
        CHECK(bytes.startsWith("%PDF"));
        CHECK(bytes.size() > 20'000);
        CHECK_FALSE(bytes.contains("/Subtype /Image")); // nothing was turned into pixels
        keep(bytes, dotsPerInch == 1200 ? "paper-1200.pdf" : "paper.pdf");
    }
}

TEST_CASE("the printed record looks the same however fine the device is", "[chart][report]") {
    const RecordModel model = recordedHour();
    const auto picture = [&](int scale, int dotsPerInch) {
        QImage image(QSize(1000, 700) * scale, QImage::Format_RGB32);
        image.fill(Qt::white);
        image.setDotsPerMeterX(qRound(dotsPerInch / 0.0254));
        image.setDotsPerMeterY(qRound(dotsPerInch / 0.0254));
        QPainter painter(&image);
        PaperRecord paper;
        paper.textHeight = 12.5 * scale;
        paintRecord(painter, QRectF(QPointF(), QSizeF(image.size())), model, paper);
        painter.end();
        return image.scaled(1000, 700, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    const QImage screen = picture(1, 96), fine = picture(3, 288), odd = picture(3, 96);
    const double ink = inked(fine);
    CHECK(ink > 3000);
    // Words of the wrong size would change the amount of ink by their square.
    CHECK(inked(odd) / ink == Approx(1).margin(0.02));
    CHECK(inked(screen) / ink == Approx(1).margin(0.35));
}

TEST_CASE("an empty record and an empty rectangle are painted without harm", "[chart][report]") {
    QImage image(200, 100, QImage::Format_RGB32);
    image.fill(Qt::red);
    QPainter painter(&image);
    paintRecord(painter, QRectF(0, 0, 0, 100), recordedHour());
    CHECK(image.pixel(50, 50) == QColor(Qt::red).rgb());
    paintRecord(painter, QRectF(0, 0, 100, 100), RecordModel{});
    CHECK(image.pixel(50, 50) == QColor(Qt::white).rgb());
    CHECK(image.pixel(150, 50) == QColor(Qt::red).rgb());
}

TEST_CASE("a finished record is shown from its first to its last entry, with no empty time ahead",
          "[chart]") {
    const RecordModel model = recordedHour();
    const TimeSpan whole = wholeRecord(model);
    CHECK(whole.from == scene::at(-10));
    CHECK(whole.to == scene::at(45));
    CHECK(comfortableHeight(model, 10) > comfortableHeight(RecordModel{}, 10));
}
