// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icon.h"

#include "ui/style/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

static void loadIcons() {
    Q_INIT_RESOURCE(icons); // a static library's resources are not registered by themselves
}

namespace chairside {
namespace {

QString pathOf(const QString& name) {
    loadIcons();
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

QPixmap rendered(const QString& name, const QSize& pixels, const QColor& colour) {
    const QString key = QStringLiteral("chairside/%1/%2x%3/%4")
                            .arg(name)
                            .arg(pixels.width())
                            .arg(pixels.height())
                            .arg(colour.name());
    QPixmap image;
    if (QPixmapCache::find(key, &image)) return image;
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("There is no icon named %s.", qUtf8Printable(name));
        return {};
    }
    QSvgRenderer renderer(file.readAll().replace("currentColor", colour.name().toLatin1()));
    image = QPixmap(pixels);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(key, image);
    return image;
}

} // namespace

bool hasIcon(const QString& name) {
    return QFile::exists(pathOf(name));
}

void paintIcon(QPainter& painter, const QString& name, const QRectF& box, const QColor& colour) {
    const double scale = painter.device()->devicePixelRatioF();
    const QPixmap image = rendered(name, (box.size() * scale).toSize(), colour);
    if (!image.isNull()) painter.drawPixmap(box, image, QRectF(QPointF(), image.size()));
}

QIcon icon(const QString& name, const QWidget& forWidget) {
    QIcon out;
    for (const int px : {16, 18, 24, 32, 48})
        out.addPixmap(rendered(name, {px, px}, themeOf(forWidget).text));
    return out;
}

QIcon appIcon() {
    return QIcon(pathOf(QStringLiteral("chairside")));
}

} // namespace chairside
