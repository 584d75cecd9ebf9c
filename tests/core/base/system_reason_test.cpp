// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/system_reason.h"
#include "support/catch.h"

#include <cerrno>

using namespace chairside;

TEST_CASE("what the system refuses is said in our own words, its own text is only named as such", "[base]") {
    CHECK(systemReason(ENOSPC) == "the disk is full");
    CHECK(systemReason(std::make_error_code(std::errc::permission_denied)) == "access is not permitted");
    for (const int known :
         {EACCES, EPERM,  EROFS, ENOENT, ENOTDIR, EISDIR,  EEXIST, ENOTEMPTY, ENAMETOOLONG, ELOOP,
          ENOSPC, EDQUOT, EFBIG, EXDEV,  EBUSY,   ETXTBSY, EMFILE, ENFILE,    ENOMEM,       EIO}) {
        INFO(known);
        CHECK(systemReason(known).find("system") == std::string::npos);
    }
    const auto unknown = systemReason(EDOM);
    CHECK(unknown == "the system says: " + std::generic_category().message(EDOM));
}
