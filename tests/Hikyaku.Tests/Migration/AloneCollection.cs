namespace Hikyaku.Tests.Migration;

/// <summary>Tests that measure the process, and so run while no other does.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneCollection;
