namespace Hikyaku.Protocols.Connections;

/// <summary>Why a listener could not be opened.</summary>
public enum ListenerProblem
{
    /// <summary>Another program uses the port.</summary>
    PortInUse,

    /// <summary>Ports below 1024 need a right that we do not have.</summary>
    NotPermitted,

    /// <summary>The machine has no such address.</summary>
    NoSuchAddress,

    /// <summary>Anything else; the detail says it.</summary>
    Other,
}
