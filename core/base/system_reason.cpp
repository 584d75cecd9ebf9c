// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/system_reason.h"

#include "core/base/phrase.h"

#include <cerrno>

namespace chairside {

std::string systemReason(int code) {
    switch (code) {
    case EACCES:
    case EPERM: return phrase("access is not permitted");
    case EROFS: return phrase("the disk is read-only");
    case ENOENT: return phrase("the file or its folder is not there");
    case ENOTDIR: return phrase("part of the path is a file, not a folder");
    case EISDIR: return phrase("a folder has this name");
    case EEXIST: return phrase("something of this name is there already");
    case ENOTEMPTY: return phrase("the folder is not empty");
    case ENAMETOOLONG: return phrase("the name is too long");
    case ELOOP: return phrase("the name is a link, which is not followed");
    case ENOSPC:
    case EDQUOT: return phrase("the disk is full");
    case EFBIG: return phrase("the file is too large for the disk");
    case EXDEV: return phrase("it lies on another disk");
    case EBUSY:
    case EAGAIN:
    case ETXTBSY: return phrase("another program uses it");
    case EMFILE:
    case ENFILE: return phrase("too many files are open");
    case ENOMEM: return phrase("memory is short");
    case EIO:
    case ENXIO:
    case ENODEV: return phrase("the disk reported an error");
    default: return phrase("the system says: {1}", std::generic_category().message(code));
    }
}

} // namespace chairside
