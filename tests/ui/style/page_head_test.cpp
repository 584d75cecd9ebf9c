// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.h"

#include "ui/style/page_head.h"
#include "ui/style/push_button.h"
#include "ui/style/text_label.h"

#include <QHBoxLayout>
#include <QTest>

using namespace chairside;

TEST_CASE("a patient's name is never cut for the buttons beside it", "[style][H-01]") {
    PageHead head(QStringLiteral("NOT LIVE · review"));
    head.title()->setText(QStringLiteral("10 Jan 2024 · KOWALSKI-OKAFOR, Grete"));
    head.detail()->setText(QStringLiteral("1963-09-27 · MRN G000007 · signed"));
    std::vector<PushButton*> buttons;
    for (const char* words : {"Compare", "Course", "Report…", "Export…"}) {
        buttons.push_back(new PushButton(QString::fromUtf8(words)));
        head.actions()->addWidget(buttons.back());
    }
    head.show();
    const auto below = [&] {
        return buttons[0]->mapTo(&head, QPoint()).y() > head.detail()->geometry().bottom();
    };
    for (const int width : {1'000, 620, 1'000}) {
        head.resize(width, 110);
        QTest::qWait(20);
        INFO(width);
        CHECK(head.title()->width() >= head.title()->sizeHint().width());
        CHECK(head.detail()->width() >= head.detail()->sizeHint().width());
        CHECK(below() == (width < 1'000));
    }
    buttons.push_back(new PushButton(QStringLiteral("Sign as prescriber, which takes much room, and more")));
    head.actions()->addWidget(buttons.back());
    QTest::qWait(20);
    CHECK(below());
}
