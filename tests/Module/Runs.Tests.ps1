BeforeAll {
    Import-Module (Join-Path $env:ORLEANSSYNC_MODULE 'OrleansSync.psd1')
    Connect-OSync | Out-Null
    $team = 'https://contoso.sharepoint.com/sites/Team'
    $list = New-OSyncList 'Pester orders' -Site $team -Database Orders -Table orders -SkipColumn changed_at
    $definition = $list | New-OSyncDefinition pester -Direction Push -Database Orders -Table orders -CursorColumn changed_at
}

Describe 'Definitions' {
    It 'are made of a list from the pipeline' {
        $definition.State | Should -Be 'Ready'
        $definition.FieldMapping.Column | Should -Contain 'customer'
        $definition | Test-OSyncDefinition -Quiet | Should -BeTrue
    }

    It 'are changed without losing anything' {
        Get-OSyncDefinition pester | Set-OSyncDefinition -ReconcileEvery 12:00:00 -Description 'of Pester'
        $changed = Get-OSyncDefinition pester
        $changed.ReconcileEvery | Should -Be ([timespan]'12:00:00')
        $changed.FieldMapping.Count | Should -Be $definition.FieldMapping.Count
        { $definition | Set-OSyncDefinition -Owner nobody -ErrorAction Stop } | Should -Throw -ErrorId 'EtagMismatch*'
    }

    It 'take routes and mappings' {
        $abroad = New-OSyncList 'Pester abroad' -Site $team -Database Orders -Table orders -SkipColumn changed_at
        Set-OSyncDefinition pester -Route (New-OSyncRoute 'Pester abroad' -When "country <> 'DE'")
        (Get-OSyncDefinition pester).Route.ListId | Should -Be $abroad.ListId
        $mapping = New-OSyncFieldMapping customer customer -ValuesFit
        $mapping.ValuesFit | Should -BeTrue
        (Get-OSyncMappingProposal -Database Orders -Table orders -List 'Pester orders').Column | Should -Contain 'customer'
    }

    It 'are suspended and resumed, and keep their versions' {
        Suspend-OSyncDefinition pester
        (Get-OSyncDefinition pester).IsSuspended | Should -BeTrue
        Resume-OSyncDefinition pester
        (Get-OSyncDefinitionVersion pester)[1].Definition.IsSuspended | Should -BeTrue
    }
}

Describe 'Runs' {
    It 'are previewed with -WhatIf, with what they cost' {
        $preview = Start-OSyncRun pester -WhatIf
        $preview.Creates | Should -Be 60
        $preview.ResourceUnits | Should -BeGreaterThan 0
        $preview.Duration | Should -BeOfType [timespan]
        $preview.Rows[0].Fields.After | Should -Not -BeNullOrEmpty
        Get-OSyncRun -Definition pester | Should -BeNullOrEmpty
    }

    It 'are waited for' {
        $run = Get-OSyncDefinition pester | Start-OSyncRun -Wait
        $run.State | Should -Be 'Succeeded'
        $run.Written | Should -Be 60
        $run.Balances | Should -BeTrue
        (Get-OSyncRun -Definition pester -First 1).Id | Should -Be $run.Id
    }

    It 'are watched' {
        $seen = Start-OSyncRun pester -CompareAll | Watch-OSyncRun
        @($seen)[-1].State | Should -Be 'Succeeded'
        @($seen)[-1].Unchanged | Should -Be 60
        Start-OSyncRun pester | Wait-OSyncRun -TimeoutSec 60 | Select-Object -ExpandProperty State | Should -Be 'Succeeded'
    }

    It 'that have ended are neither paused nor resumed nor stopped' {
        $run = Get-OSyncRun -Definition pester -First 1
        { $run | Suspend-OSyncRun -ErrorAction Stop } | Should -Throw -ErrorId 'RunRefused*'
        { $run | Resume-OSyncRun -ErrorAction Stop } | Should -Throw -ErrorId 'RunRefused*'
        { $run | Stop-OSyncRun -ErrorAction Stop } | Should -Throw -ErrorId 'RunRefused*'
        { $run | Confirm-OSyncRun -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'RunRefused*'
    }

    It 'leave moves and a budget behind, and begin anew when the cursor is reset' {
        Get-OSyncMove pester | Should -BeNullOrEmpty
        (Get-OSyncBudget Contoso).UnitsUsedInDay | Should -BeGreaterThan 0
        Reset-OSyncCursor pester -Confirm:$false
        (Start-OSyncRun pester -Wait).Unchanged | Should -Be 60
    }

    It 'are shown as a table' {
        Get-OSyncRun -Definition pester -First 1 | Out-String -Width 300 | Should -Match 'State\s+Read\s+Written'
    }
}

Describe 'Parked rows' {
    It 'are got, resumed and skipped' {
        Get-OSyncParkedRow pester | Should -BeNullOrEmpty
        Resume-OSyncParkedRow pester -All -ErrorAction Stop
        Skip-OSyncParkedRow pester -All -ErrorAction Stop
        { Skip-OSyncParkedRow pester -ErrorAction Stop } | Should -Throw -ErrorId 'BadArgument*'
    }
}

AfterAll {
    Get-OSyncDefinition pester | Remove-OSyncDefinition -Confirm:$false
}
