"""What running the portal may be refused for."""

from tyndau.refusals import Refused


class PortInUse(Refused):
    code = "portal.port-in-use"


class BadAddress(Refused):
    code = "portal.bad-address"


class NoDatabase(Refused):
    code = "portal.no-database"


class NotMigrated(Refused):
    code = "portal.not-migrated"


class NewerDatabase(Refused):
    code = "portal.newer-database"


class NoAssets(Refused):
    code = "portal.no-assets"


class CannotCollect(Refused):
    code = "portal.cannot-collect"


class CannotKeep(Refused):
    code = "portal.cannot-keep"


class BackupExists(Refused):
    code = "backup.exists"


class BackupCannotWrite(Refused):
    code = "backup.cannot-write"


class NoBackup(Refused):
    code = "backup.unreadable"


class NotEmpty(Refused):
    code = "backup.not-empty"


class OtherDatabase(Refused):
    code = "backup.other-database"


class NoTool(Refused):
    code = "backup.no-tool"


class ToolFailed(Refused):
    code = "backup.tool-failed"
