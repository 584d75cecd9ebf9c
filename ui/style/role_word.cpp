// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/role_word.h"
#include "ui/style/words.h"

namespace chairside {
QString roleWord(Role role) {
    switch (role) {
    case Role::nurse: return tr("nurse");
    case Role::prescriber: return tr("prescriber");
    case Role::witness: return tr("witness");
    case Role::system: return tr("program");
    }
    return {};
}

} // namespace chairside
