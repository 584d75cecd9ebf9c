// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/signature_panel.h"

#include "app/console/staff.h"
#include "ui/style/words.h"

namespace chairside {
ConfirmPanel::Content signatureContent(const Staff& staff, const Actor& atChair, Role role) {
    ConfirmPanel::Content content;
    content.explanation = role == Role::nurse
                              ? tr("With your signature the record is closed. Later changes are addenda "
                                   "with author, time and reason.")
                              : tr("You sign that you have reviewed this session.");
    for (const auto& person : staff.people())
        if (person.role == role) content.people.push_back(person);
    if (role == Role::nurse && atChair.role == Role::nurse && !atChair.id.empty()) content.people = {atChair};
    if (content.people.empty())
        content.explanation += QStringLiteral("\n") +
                               tr("Nobody on the staff list has this role yet; add them on the clinic page "
                                  "under People.");
    content.confirmText = tr("Sign");
    content.build = [role](const Actor& person, const std::string&, const std::string&) {
        return Signed{role, person.name,
                      role == Role::nurse ? "conducted and documented the session" : "reviewed the session"};
    };
    content.title = tr("Signature");
    return content;
}

} // namespace chairside
