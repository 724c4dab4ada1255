BeforeAll {
    Import-Module (Join-Path $env:ORLEANSSYNC_MODULE 'OrleansSync.psd1')
    Connect-OSync | Out-Null
    $folder = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
}

Describe 'Workspaces, projects and clusters' {
    It 'are made, chosen and changed' {
        $workspace = New-HelixWorkspace Pester -UrlSlug pester -Type Organization
        (Select-HelixWorkspace Pester).Id | Should -Be $workspace.Id
        (Connect-Helix Pester).Name | Should -Be 'Pester'
        Set-HelixWorkspace Pester -Plan team
        (Get-HelixWorkspace Pester).Plan | Should -Be 'team'
        $project = $workspace | New-HelixProject -Name shop
        (Rename-HelixProject shop -NewName orders -PassThru).Name | Should -Be 'orders'
        (Get-HelixProject -Workspace Pester).Id | Should -Be $project.Id
        $cluster = New-HelixCluster one -Project orders -BuildMode Dev
        (Get-HelixCluster -Project orders).Id | Should -Be $cluster.Id
        Get-HelixRegion | Should -Not -BeNullOrEmpty
        (Update-HelixKey one).Key | Should -Not -BeNullOrEmpty
        Get-HelixMember Pester | Should -BeNullOrEmpty
        { Add-HelixMember Pester -UserId ([guid]::NewGuid()) -Role Viewer -ErrorAction Stop } | Should -Throw
        Remove-HelixMember Pester -UserId ([guid]::NewGuid()) -Confirm:$false
    }
}

Describe 'A project folder' {
    It 'is made, given a cluster, deployed and synced' {
        $made = Initialize-HelixProject orders -Path $folder -Cloud prod -Workspace Pester -Yes
        $made.Instances | Should -Contain 'prod'
        (Add-HelixCloud stage -Path $folder -Workspace Pester -BuildMode Dev -Yes).Instances | Should -Contain 'stage'
        $result = Publish-HelixProject prod -Path $folder
        $result.Url | Should -Not -BeNullOrEmpty
        (Get-HelixDeployment prod -First 1).Stage | Should -Be 'Done'
        Get-HelixDeployment prod -First 1 | Stop-HelixDeployment -PassThru | Select-Object -ExpandProperty Stage | Should -Be 'Done'
        Get-HelixLog prod -ErrorAction Stop | Out-Null
        (Invoke-HelixSync prod -Path $folder -WhatIf).Verdict | Should -Be 'InSync'
        Remove-Item (Join-Path $folder 'db/queries.hx')
        $plan = Invoke-HelixSync prod -Path $folder -Prefer Cloud -WhatIf
        $plan.Creates | Should -Be 'queries.hx'
        $plan.IsApplied | Should -BeFalse
        (Invoke-HelixSync prod -Path $folder -Prefer Cloud -Yes).IsApplied | Should -BeTrue
        Join-Path $folder 'db/queries.hx' | Should -Exist
    }

    It 'has a log that is followed until somebody stops' {
        $other = [powershell]::Create()
        $null = $other.AddScript("Import-Module '$env:ORLEANSSYNC_MODULE/OrleansSync.psd1'; Connect-OSync | Out-Null; 'begun'; Get-HelixLog prod -Follow")
        $lines = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $other.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $lines)
        while ($lines.Count -eq 0 -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 100 }
        $running.IsCompleted | Should -BeFalse
        $other.Stop()
        $other.InvocationStateInfo.State | Should -Be 'Stopped'
        $other.Streams.Error | Should -BeNullOrEmpty
        $other.Dispose()
    }

    It 'asks nobody when nobody can answer' {
        Add-Content (Join-Path $folder 'db/queries.hx') '// changed'
        { Invoke-HelixSync prod -Path $folder -Prefer Cloud -ErrorAction Stop } | Should -Throw -ErrorId 'HelixNeedsConfirmation*'
    }
}

AfterAll {
    Remove-Item $folder -Recurse -Force -ErrorAction SilentlyContinue
}
